using System.Globalization;

namespace CallForge.StubHub;

internal enum FaultKind
{
    /// <summary>Answers with a status and does nothing.</summary>
    Status,

    /// <summary>Hangs up before it does anything.</summary>
    Dropped,

    /// <summary>Hangs up when half of the body has come.</summary>
    Halfway,

    /// <summary>Acts, then hangs up.</summary>
    Lost,

    /// <summary>Acts, then answers 500.</summary>
    Botched,

    /// <summary>Answers with addresses that do not work any more.</summary>
    Expired,
}

/// <summary>What goes wrong with a call.</summary>
/// <param name="First">The number of the call, from 1, among those of its name.</param>
/// <param name="Last">So do the calls up to this one.</param>
internal sealed record Fault(string Call, int First, int Last, FaultKind Kind, int Status, string? RateLimit)
{
    public bool Hits(string call, int number) => call == Call && number >= First && number <= Last;

    /// <summary><c>commit:1=500</c>, <c>put:2-4=dropped</c>, <c>look:all=429@60</c> (asks to wait a minute).</summary>
    public static Fault Parse(string text)
    {
        if (text.Split('=') is not [var place, var what] || place.Split(':') is not [var call, var numbers]) throw new FormatException($"'{text}' is no fault; write call:number=what.");
        var (first, last) = numbers == "all" ? (1, int.MaxValue) : numbers.Split('-') is [var from, var to] ? (Number(from), Number(to)) : (Number(numbers), Number(numbers));
        var (word, wait) = what.Split('@') is [var before, var after] ? (before, after) : (what, null);
        return Enum.TryParse<FaultKind>(word, ignoreCase: true, out var kind) && !char.IsAsciiDigit(word[0])
            ? new Fault(call, first, last, kind, 0, null)
            : new Fault(call, first, last, FaultKind.Status, Number(word), wait is null ? null : $"\"api\";r=0;t={Number(wait)}");
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
