using System.CommandLine;
using CallForge.Hub;

namespace CallForge.Publish;

internal static class PushCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("push", "Push the dataset to a repository on the Hugging Face Hub, in one commit.");
        var dir = Options.Dir();
        var input = new Option<string?>("--input") { Description = "The dataset file, or the folder of its report.json. Default: --dir." };
        var repository = new Option<string>("--repo") { Description = "Repository on the Hub: namespace/name, or a name of your own. It is made if it is not there.", Required = true };
        var isPrivate = new Option<bool>("--private") { Description = "If the repository has to be made: only you, or its organisation, can see it." };
        var asPullRequest = new Option<bool>("--pr") { Description = "Open a pull request instead of changing the branch." };
        var revision = new Option<string>("--revision") { Description = "Branch to push to.", DefaultValueFactory = _ => HubRepository.MainBranch };
        var message = new Option<string?>("--message") { Description = "Summary of the commit. Default: what is pushed." };
        var force = new Option<bool>("--force") { Description = "Push a dataset although its books do not balance." };
        foreach (var option in new Option[] { dir, input, repository, isPrivate, asPullRequest, revision, message, force }) command.Options.Add(option);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var options = new PushOptions(RepositoryId.Parse(arguments.GetValue(repository)!))
            {
                IsPrivate = arguments.GetValue(isPrivate),
                AsPullRequest = arguments.GetValue(asPullRequest),
                Revision = arguments.GetValue(revision)!,
                Message = arguments.GetValue(message),
                Force = arguments.GetValue(force),
            };
            await new Publisher(options, context).PushAsync(arguments.GetValue(input) ?? arguments.GetValue(dir)!, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}
