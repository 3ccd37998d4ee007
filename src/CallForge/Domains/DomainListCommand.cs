using System.CommandLine;

namespace CallForge.Domains;

internal static class DomainListCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("list", "The built-in packs, one a line: name, language, size, mixes with their counts, hash.");
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead, with the whole hash." };
        command.Options.Add(json);
        command.SetAction(arguments =>
        {
            foreach (var pack in PackFiles.BuiltIn.Select(name => PackSummary.Of(DomainPackReader.Read(name))))
                context.Terminal.Out.WriteLine(arguments.GetValue(json) ? pack.ToJson() : pack.ToLine());
            return ExitCode.Done;
        });
        return command;
    }
}
