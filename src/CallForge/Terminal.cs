using System.Globalization;
using System.Text;
using Spectre.Console;

namespace CallForge;

/// <summary>Where a command speaks: results to <paramref name="Out"/>, talk and progress to <paramref name="Error"/>.</summary>
/// <param name="IsInteractive">Whether a person watches stderr: progress bars instead of lines.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive)
{
    /// <summary>Where a person answers; null if nobody can be asked.</summary>
    public TextReader? Input { get; init; }

    public static Terminal OfProcess() => new(
        new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true },
        new StreamWriter(Console.OpenStandardError()) { AutoFlush = true },
        IsInteractive: !Console.IsErrorRedirected)
    {
        Input = Console.IsErrorRedirected || Console.IsInputRedirected ? null : Console.In,
    };

    public void Say(string message) => Error.WriteLine(PlainText.Of(message));

    /// <summary>Asks, and takes everything but a yes for a no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        Error.Write($"{PlainText.Of(question)} [y/N] ");
        // The console cannot stop reading; whoever interrupts must not have to press Enter as well.
        var answer = await Task.Run(Input!.ReadLine, cancellationToken).WaitAsync(cancellationToken);
        return answer?.Trim() is { } word && (word.Equals("y", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }

    public void Warn(string message) => Say($"warning: {message}");

    /// <summary>
    /// Text that is not ours, on one line and without what a terminal would obey or hide: a control character is shown as its
    /// picture (<c>␛</c>), one that has none, or that turns the direction of writing, as <c>\uFFFD</c>.
    /// </summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(rune.Value switch
            {
                < 0x20 => new Rune(0x2400 + rune.Value),
                0x7F => new Rune(0x2421),
                0x200C or 0x200D => rune, // Joiners, of emoji among others.
                _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Rune.ReplacementChar,
                _ => rune,
            });
        return printable.ToString();
    }

    public IAnsiConsole ErrorConsole() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Error) });
}
