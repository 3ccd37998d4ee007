using System.CommandLine;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Preprocess;
using CallForge.Validation;

namespace CallForge.Looks.Why;

/// <summary>Everything of one conversation: what was asked for, what was answered, what was found, what became of it.</summary>
internal static class WhyCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("why", "Tell everything of one conversation: the request, the raw answer, the turns with every finding at its words, and what became of it.");
        var id = new Argument<string>("id") { Description = "Its id: the custom_id of the request, as rejected.jsonl, findings.jsonl and the rows have it." };
        var (dir, domain, check) = (Options.Dir(), new Option<string?>("--domain") { Description = "Domain pack of the conversations. Default: the one of run.json, else delivery-ko." }, new CheckOptionSet());
        command.Arguments.Add(id);
        command.Options.Add(dir);
        command.Options.Add(domain);
        check.AddTo(command);
        command.SetAction(arguments =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var pack = DomainPackReader.Read(arguments.GetValue(domain) ?? RunFile.Load(folder.RunFilePath)?.Domain ?? "delivery-ko");
            var item = Find(folder, arguments.GetValue(id)!, context.Terminal);
            new Story(pack, check.Read(arguments), AllowFile.Load(folder.AllowFilePath, FindingCode.Names)).Write(item, context.Terminal.Out);
            return ExitCode.Done;
        });
        return command;
    }

    private static TranscriptItem Find(DataFolder folder, string id, Terminal terminal)
    {
        foreach (var item in TranscriptSource.Open(folder.ResultListFilePath, terminal).Read().Select(decode => decode()))
            if (item.Id == id) return item;
        throw CommandFailure.Usage($"There is no conversation '{id}' in '{folder.DirPath}'; ids are the custom_id of '{folder.BatchInputFilePath}', such as findings.jsonl and rejected.jsonl name.");
    }
}
