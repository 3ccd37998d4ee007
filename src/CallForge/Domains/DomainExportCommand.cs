using System.CommandLine;

namespace CallForge.Domains;

internal static class DomainExportCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("export", "Copy a built-in pack into a folder, to be edited and given to --domain.");
        var name = new Argument<string>("name") { Description = "Name of a built-in pack, as domain list shows it." };
        var output = new Option<string?>("--output") { Description = "Folder to write, new or empty. Default: the pack's name." };
        command.Arguments.Add(name);
        command.Options.Add(output);
        command.SetAction(arguments =>
        {
            var pack = PackFiles.OpenBuiltIn(arguments.GetValue(name)!);
            var path = arguments.GetValue(output) ?? pack.Place;
            // The simulated teacher reads its own world, whatever a folder holds.
            var files = pack.Names.Where(file => !PackFiles.IsSimulation(file)).Select(file => (file, pack.Bytes(file))).ToList();
            PackFolder.Write(path, files);
            context.Terminal.Out.WriteLine($"{path}  {files.Count} files");
            return ExitCode.Done;
        });
        return command;
    }
}
