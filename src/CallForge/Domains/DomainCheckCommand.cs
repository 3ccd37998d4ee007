using System.CommandLine;

namespace CallForge.Domains;

internal static class DomainCheckCommand
{
    public static Command Create(CommandContext context, CheckExamples checkExamples)
    {
        var command = new Command("check", "Tell all mistakes of a pack with file and line; of a sound one, what it holds and what may be amiss.");
        var pack = new Argument<string>("name|path") { Description = "Name of a built-in pack, or the folder of one." };
        command.Arguments.Add(pack);
        command.SetAction(arguments =>
        {
            var read = DomainPackReader.Read(arguments.GetValue(pack)!);
            if (checkExamples(read) is { Count: > 0 } wrong) throw CommandFailure.Usage(string.Join('\n', wrong));
            PackSummary.Of(read).WriteTable(context.Terminal.Out);
            foreach (var warning in PackWarnings.Of(read)) context.Terminal.Warn(warning);
            return ExitCode.Done;
        });
        return command;
    }
}
