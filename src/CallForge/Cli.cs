using System.CommandLine;
using System.CommandLine.Invocation;
using CallForge.Domains;
using CallForge.Generate;
using CallForge.Hub;
using CallForge.LocalServer;
using CallForge.OpenAI;
using CallForge.Preprocess;
using CallForge.Preview;
using CallForge.Publish;
using CallForge.Reporting;
using CallForge.Retrieve;
using CallForge.Retry;
using CallForge.Run;
using CallForge.Status;
using CallForge.Submit;

namespace CallForge;

/// <summary>The command tree in pipeline order, and how errors become sentences and exit codes.</summary>
internal static class Cli
{
    public static async Task<int> RunAsync(string[] args, CommandContext context, CancellationToken cancellationToken)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Show the stack trace of an error.", Recursive = true };
        PushDataset PreparePush(string repository, string? license) => new Publisher(new PushOptions(RepositoryId.Parse(repository)) { License = license }, context).PushAsync;
        var root = new RootCommand("Mass-produces multi-turn function-calling training data: domain pack, Batch API, verified Parquet.")
        {
            RunCommand.Create(context, PreparePush),
            DomainCommand.Create(context),
            PreviewCommand.Create(context),
            GenerateCommand.Create(context),
            SubmitCommand.Create(context),
            RetrieveCommand.Create(context),
            AdoptCommand.Create(context),
            RetryCommand.Create(context),
            CancelCommand.Create(context),
            PreprocessCommand.Create(context, PreparePush),
            PushCommand.Create(context),
            StatusCommand.Create(context),
            ReportCommand.Create(context),
            ServeCommand.Create(context),
        };
        root.Options.Add(verbose);
        var arguments = root.Parse(args.Length > 0 ? args : ["--help"]);
        if (arguments.Errors.Count > 0 && arguments.Action is null or ParseErrorAction)
        {
            // Without a command the first error only says so; the second names what was taken for one.
            var command = arguments.CommandResult.Command;
            var error = arguments.Errors[command == root && arguments.Errors.Count > 1 ? 1 : 0];
            var sentence = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            context.Terminal.Say($"error: {sentence} See callforge {PathOf(command)}--help.");
            return ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = context.Terminal.Out, Error = context.Terminal.Error, ProcessTerminationTimeout = TimeSpan.FromSeconds(5) };
            return await arguments.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception) when (Explain(exception, args) is { } explained)
        {
            var prefix = explained.ExitCode is ExitCode.NotFinished or ExitCode.Interrupted ? "" : "error: "; // Then nothing went wrong.
            context.Terminal.Say(arguments.GetValue(verbose) ? $"{prefix}{explained.Message}\n{exception}" : $"{prefix}{explained.Message}");
            return explained.ExitCode;
        }
    }

    /// <summary><c>domain export </c>: the words that lead to a command; none for the root.</summary>
    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)}{command.Name} " : "";

    /// <summary>As it can be pasted into a shell.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./:=@,+%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>One sentence for whoever typed the command; null for a bug, which keeps its stack trace.</summary>
    private static (string Message, int ExitCode)? Explain(Exception exception, string[] args) => exception switch
    {
        CommandFailure failure => (failure.Message, failure.ExitCode),
        ApiFailure or HubFailure => (exception.Message, ExitCode.Failed),
        OperationCanceledException => ($"Interrupted; nothing is lost. To carry on: callforge {string.Join(' ', args.Select(Quoted))}", ExitCode.Interrupted),
        IOException or UnauthorizedAccessException => ($"{exception.Message.TrimEnd('.')}; check the path, its rights and the free space. Nothing that was paid for is lost.", ExitCode.Failed),
        _ => null,
    };
}
