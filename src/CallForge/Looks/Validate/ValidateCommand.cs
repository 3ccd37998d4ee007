using System.CommandLine;
using System.Globalization;
using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Looks.Validate;

/// <summary>Checks a dataset, ours or another's, against the contract of a domain.</summary>
internal static class ValidateCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("validate", "Check a dataset against the contract of its domain; ends with 1 if a conversation has a finding that rejects. Writes nothing unless --output is given.");
        var dir = Options.Dir();
        var input = new Option<string[]>("--input") { Description = "Files to check instead of those of --dir, .parquet or .jsonl: rows in the forms qwen, openai, sharegpt, swift or text.", AllowMultipleArgumentsPerToken = true };
        var domain = new Option<string?>("--domain") { Description = "Domain pack of the conversations. Default: the one of run.json beside the first file, else delivery-ko." };
        var json = new Option<bool>("--json") { Description = "Print a line of JSON for each conversation, in the order of the input: {\"id\", \"findings\": […]}; the id is the row's, else its index over all files, from 0." };
        var output = new Option<string?>("--output") { Description = "File the findings are written to, a line of JSON each, as findings.jsonl has them." };
        var check = new CheckOptionSet();
        foreach (var option in new Option[] { dir, input, domain, json, output }) command.Options.Add(option);
        check.AddTo(command);
        command.SetAction(arguments =>
        {
            var files = arguments.GetValue(input) is { Length: > 0 } given ? given : FilesOf(new DataFolder(arguments.GetValue(dir)!));
            var beside = DataFolder.Beside(files[0]);
            var pack = DomainPackReader.Read(arguments.GetValue(domain) ?? RunFile.Load(beside.RunFilePath)?.Domain ?? "delivery-ko");
            var validator = new DatasetValidator(pack, check.Read(arguments), AllowFile.Load(beside.AllowFilePath, FindingCode.Names));
            using var findings = arguments.GetValue(output) is { } path ? new AtomicFile(path) : null;
            var (isJson, count, line) = (arguments.GetValue(json), new FindingCount(), new TextOutput());
            foreach (var row in validator.Check(files))
            {
                count.Add(row);
                if (isJson) context.Terminal.Out.Write(JsonOf(row, line));
                foreach (var finding in row.Findings) Write(row, finding, line, findings);
            }

            findings?.Commit();
            if (!isJson) count.WriteTable(context.Terminal.Out);
            (isJson ? context.Terminal.Error : context.Terminal.Out).WriteLine(count.Summary());
            return count.Rejected > 0 ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static string JsonOf(ValidatedRow row, TextOutput line)
    {
        line.Clear();
        FindingJson.WriteLine(row.Id, row.Index, row.Findings, line);
        return Encoding.UTF8.GetString(line.Written);
    }

    private static void Write(ValidatedRow row, Finding finding, TextOutput line, AtomicFile? file)
    {
        if (file is null) return;
        line.Clear();
        FindingJson.WriteLine(row.Id ?? row.Index.ToString(CultureInfo.InvariantCulture), finding, line);
        file.Stream.Write(line.Written);
    }

    /// <summary>Of a dataset in several forms the first tells of all.</summary>
    private static string[] FilesOf(DataFolder folder)
    {
        var report = Report.Load(folder.ReportFilePath);
        if (report?.Files is not { Count: > 0 } files) return [folder.DatasetFilePath];
        return [.. files.Where(file => file.Format == files[0].Format).Select(file => Path.Combine(folder.DirPath, file.Path))];
    }
}
