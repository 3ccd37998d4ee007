using System.CommandLine;
using CallForge.Domains;
using CallForge.Files;

namespace CallForge.Preprocess;

internal static class PreprocessCommand
{
    public static Command Create(CommandContext context, PreparePush preparePush)
    {
        var command = new Command("preprocess", "Make the dataset of the transcripts; what gives no row is set aside with its reason.");
        var options = new PreprocessOptionSet();
        var dir = Options.Dir();
        var input = Options.File("--input", "JSON list of transcripts. Default: result_lst.json in --dir.");
        var output = Options.File("--output", "File to write, .parquet or .jsonl; shards and further forms take their names from it. Default: dataset.parquet in --dir.");
        var domain = new Option<string?>("--domain") { Description = "Domain pack of the transcripts. Default: the one of run.json, else delivery-ko." };
        var seed = Options.Seed("Seed of the order of the tools in each row.");
        foreach (var option in new Option[] { dir, input, output, domain, seed }) command.Options.Add(option);
        options.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var inputPath = arguments.GetValue(input) ?? folder.ResultListFilePath;
            var outputPath = arguments.GetValue(output) is { } given ? OutputPath.Allow(given, "", inputPath) : folder.DatasetFilePath;
            OutputPath.RefuseInputs(DatasetNames.AllOf(outputPath), inputPath);
            var push = options.ReadPush(arguments, preparePush); // A missing token is better told first.
            var remembered = RememberedRows.Find(inputPath, outputPath);
            var read = options.Read(arguments, seed, remembered?.Settings);
            var packName = arguments.GetValue(domain) ?? remembered?.Settings.Domain ?? RunFile.Load(DataFolder.Beside(inputPath).RunFilePath)?.Domain ?? "delivery-ko";
            if (remembered is not null) context.Terminal.Say($"what is not named is as in '{remembered.Path}': --domain {packName} {read.Words()}");
            var report = await new Preprocessor(DomainPackReader.Read(packName), packName, read, context.Terminal).RunAsync(inputPath, outputPath, cancellationToken);
            FunnelTable.Write(report, context.Terminal.Out);
            foreach (var file in report.Files!) context.Terminal.Out.WriteLine(Path.Combine(Path.GetDirectoryName(outputPath) ?? "", file.Path));
            if (push is not null) await push(DataFolder.Beside(outputPath).DirPath, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
