using System.CommandLine;
using CallForge.Hub;

namespace CallForge.Publish;

internal static class PushCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("push", "Push the dataset to a repository on the Hugging Face Hub: checked, with its card, in one commit.");
        var dir = Options.Dir();
        var input = new Option<string?>("--input") { Description = "The dataset file, or the folder of its report.json. Default: --dir." };
        var repository = new Option<string?>("--repo") { Description = "Repository on the Hub: namespace/name, or a name of your own. It is made if it is not there." };
        var license = new Option<string?>("--license") { Description = "Licence of the dataset, an id that the Hub knows, such as cc-by-4.0. Default: the one of the card, else it is asked for." };
        var isPrivate = new Option<bool>("--private") { Description = "If the repository has to be made: only you, or its organisation, can see it." };
        var asPullRequest = new Option<bool>("--pr") { Description = "Open a pull request instead of changing the branch." };
        var revision = new Option<string>("--revision") { Description = "Branch to push to.", DefaultValueFactory = _ => HubRepository.MainBranch };
        var message = new Option<string?>("--message") { Description = "Summary of the commit. Default: what is pushed." };
        var force = new Option<bool>("--force") { Description = "Publish although the books do not balance or a file has changed since the report." };
        var dryRun = new Option<string?>("--dry-run") { Description = "Check all, then write what would be pushed into this folder, such as a clone of the repository; its README.md keeps what others wrote. Nothing is sent." };
        foreach (var option in new Option[] { dir, input, repository, license, isPrivate, asPullRequest, revision, message, force, dryRun }) command.Options.Add(option);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var source = arguments.GetValue(input) ?? arguments.GetValue(dir)!;
            if (arguments.GetValue(dryRun) is { } target)
            {
                var options = new PublicationOptions { Repository = arguments.GetValue(repository), License = arguments.GetValue(license), Force = arguments.GetValue(force) };
                await PublicationFolder.FillAsync(target, Publisher.FolderOf(source), options, context.Terminal, cancellationToken);
                return ExitCode.Done;
            }

            var id = RepositoryId.Parse(arguments.GetValue(repository) ?? throw CommandFailure.Usage("Give --repo, the repository to push to, or --dry-run and a folder."));
            var push = new PushOptions(id)
            {
                License = arguments.GetValue(license),
                IsPrivate = arguments.GetValue(isPrivate),
                AsPullRequest = arguments.GetValue(asPullRequest),
                Revision = arguments.GetValue(revision)!,
                Message = arguments.GetValue(message),
                Force = arguments.GetValue(force),
            };
            await new Publisher(push, context).PushAsync(source, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
