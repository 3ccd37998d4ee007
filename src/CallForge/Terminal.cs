using Spectre.Console;

namespace CallForge;

/// <summary>Where a command speaks: results to <paramref name="Out"/>, talk and progress to <paramref name="Error"/>.</summary>
/// <param name="IsInteractive">Whether a person watches stderr: progress bars instead of lines.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    // Uploads that go on side by side warn side by side.
    public TextWriter Out { get; } = TextWriter.Synchronized(Out);

    public TextWriter Error { get; } = TextWriter.Synchronized(Error);

    /// <summary>Where a person answers; null if nobody can be asked.</summary>
    public TextReader? Input { get; init; }

    /// <summary>Why results were not written, so far; null if all were.</summary>
    public Func<Exception?>? ResultsLost { get; init; }

    public static Terminal OfProcess()
    {
        var results = new TerminalStream(Console.OpenStandardOutput);
        return new Terminal(
            new StreamWriter(results) { AutoFlush = true },
            new StreamWriter(new TerminalStream(Console.OpenStandardError)) { AutoFlush = true },
            IsInteractive: !Console.IsErrorRedirected)
        {
            Input = Console.IsErrorRedirected || Console.IsInputRedirected ? null : Console.In,
            ResultsLost = () => results.Failure,
        };
    }

    public void Say(string message) => Error.WriteLine(PlainText.Of(message));

    /// <summary>Asks, and takes everything but a yes for a no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        var word = await AskAsync($"{question} [y/N]", cancellationToken);
        return word.Equals("y", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What is typed, without the blanks around it.</summary>
    public async Task<string> AskAsync(string question, CancellationToken cancellationToken)
    {
        Error.Write($"{PlainText.Of(question)} ");
        // The console cannot stop reading; whoever interrupts must not have to press Enter as well.
        return (await Task.Run(Input!.ReadLine, cancellationToken).WaitAsync(cancellationToken))?.Trim() ?? "";
    }

    public void Warn(string message) => Say($"warning: {message}");

    public IAnsiConsole ErrorConsole() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
}
