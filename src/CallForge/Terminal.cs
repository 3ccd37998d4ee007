using Spectre.Console;

namespace CallForge;

/// <summary>Where a command speaks: results to <paramref name="Out"/>, talk and progress to <paramref name="Error"/>.</summary>
/// <param name="IsInteractive">Whether a person watches stderr: progress bars instead of lines.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    public static Terminal OfProcess() => new(
        new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true },
        new StreamWriter(Console.OpenStandardError()) { AutoFlush = true },
        IsInteractive: !Console.IsErrorRedirected);

    public void Say(string message) => Error.WriteLine(PlainText.Of(message));

    public void Warn(string message) => Say($"warning: {message}");

    public IAnsiConsole ErrorConsole() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
}
