using System.CommandLine;
using System.CommandLine.Invocation;
using CallForge.Domains;
using CallForge.Generate;
using CallForge.Hub;
using CallForge.Looks.Validate;
using CallForge.Looks.Why;
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
using CallForge.Validation;

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
            DomainCommand.Create(context, ExampleCheck.Of),
            PreviewCommand.Create(context),
            GenerateCommand.Create(context),
            SubmitCommand.Create(context),
            RetrieveCommand.Create(context),
            AdoptCommand.Create(context),
            RetryCommand.Create(context),
            CancelCommand.Create(context),
            PreprocessCommand.Create(context, PreparePush),
            ValidateCommand.Create(context),
            WhyCommand.Create(context),
            PushCommand.Create(context),
            StatusCommand.Create(context),
            ReportCommand.Create(context),
            ServeCommand.Create(context),
        };
        root.Options.Add(verbose);
        Mistyped.RefuseEmptyValues(root);
        // Without the replacer a value that starts with @ would be taken for a file of options.
        var arguments = root.Parse(args.Length > 0 ? args : ["--help"], new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (arguments.Errors.Count > 0 && arguments.Action is null or ParseErrorAction)
        {
            context.Terminal.Say($"error: {Mistyped.Sentence(arguments)}");
            return ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = context.Terminal.Out, Error = context.Terminal.Error, ProcessTerminationTimeout = TimeSpan.FromSeconds(5) };
            var code = await arguments.InvokeAsync(configuration, cancellationToken);
            if (code != ExitCode.Done || context.Terminal.ResultsLost?.Invoke() is not { } lost) return code;
            context.Terminal.Say($"error: The work is done, but what it says could not be written to stdout: {lost.Message.TrimEnd('.')}; send it elsewhere and run the command again.");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (Explain(exception, args) is { } explained)
        {
            var prefix = explained.ExitCode is ExitCode.NotFinished or ExitCode.Interrupted ? "" : "error: "; // Then nothing went wrong.
            context.Terminal.Say(arguments.GetValue(verbose) ? $"{prefix}{explained.Message}\n{exception}" : $"{prefix}{explained.Message}");
            return explained.ExitCode;
        }
    }

    /// <summary>As it can be pasted into a shell.</summary>
    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./:=@,+%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>One sentence for whoever typed the command; null for a bug, which keeps its stack trace.</summary>
    private static (string Message, int ExitCode)? Explain(Exception exception, string[] args) => exception switch
    {
        CommandFailure failure => (failure.Message, failure.ExitCode),
        ApiFailure or HubFailure => (exception.Message, ExitCode.Failed),
        OperationCanceledException => ($"Interrupted; nothing is lost. To carry on: callforge {string.Join(' ', args.Select(Quoted))}", ExitCode.Interrupted),
        DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException } =>
            ($"A library that comes beside the program is not in '{AppContext.BaseDirectory}' ({(exception.InnerException ?? exception).Message.Split('\n')[0].TrimEnd('.')}); copy the whole folder of the release.", ExitCode.Failed),
        IOException when exception.Message.Contains("Too many open files", StringComparison.Ordinal) =>
            ($"{exception.Message.TrimEnd('.')}; raise the limit of this shell, for instance with ulimit -n 4096, then run the command again. Nothing that was paid for is lost.", ExitCode.Failed),
        IOException or UnauthorizedAccessException => ($"{exception.Message.TrimEnd('.')}; check the path, its rights and the free space. Nothing that was paid for is lost.", ExitCode.Failed),
        _ => null,
    };
}
