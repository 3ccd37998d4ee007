using System.CommandLine;
using CallForge.Files;

namespace CallForge.Publish;

/// <summary>To be merged with the command that pushes to the Hub: here is only what needs none.</summary>
internal static class PushCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("push", "Check the dataset and write what is published into a folder: card, data, report, manifest.");
        var dir = Options.Dir();
        var dryRun = new Option<string>("--dry-run") { Description = "Folder to write to, such as a clone of the repository; its README.md keeps what others wrote.", Required = true };
        var repository = new Option<string?>("--repo") { Description = "Repository on the Hub that the card tells how to load." };
        var license = new Option<string?>("--license") { Description = "Licence of the dataset, an id that the Hub knows, such as cc-by-4.0. Default: the one of the card, else it is asked for." };
        var force = new Option<bool>("--force") { Description = "Publish although the books do not balance or a file has changed since the report." };
        foreach (var option in new Option[] { dir, dryRun, repository, license, force }) command.Options.Add(option);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var (folder, target) = (new DataFolder(arguments.GetValue(dir)!), arguments.GetValue(dryRun)!);
            if (Path.GetFullPath(folder.DirPath) == Path.GetFullPath(target))
                throw CommandFailure.Usage($"Cannot write the publication to '{target}': that is the data folder itself, whose report.json would be written over; give another folder.");
            var options = new PublicationOptions
            {
                Repository = arguments.GetValue(repository),
                License = arguments.GetValue(license),
                Force = arguments.GetValue(force),
                ExistingCard = PublicationFolder.ReadText(target, Publication.CardPath),
                ExistingManifest = PublicationFolder.ReadText(target, Manifest.FilePath),
            };
            var publication = await Publication.MakeAsync(folder, options, context.Terminal, cancellationToken);
            await PublicationFolder.WriteAsync(publication, target, cancellationToken);
            foreach (var file in publication.Files) context.Terminal.Out.WriteLine(Path.Combine(target, file.Path));
            return ExitCode.Done;
        });
        return command;
    }
}
