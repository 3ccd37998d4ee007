namespace CallForge.LocalServer.Faults;

/// <summary><c>NAME[=[AIM:]AMOUNT][@VALUE]</c>, the value of <c>--fault</c>; the aim is a call, or a batch such as <c>1st</c>.</summary>
internal static class FaultOption
{
    public const string Form = "NAME[=[AIM:]AMOUNT][@VALUE]";

    public static Fault Parse(string text)
    {
        var (rest, value) = Split(text, text.LastIndexOf('@'));
        var (name, acts) = Split(rest, rest.IndexOf('='));
        var (aim, amount) = acts is null ? (null, null) : Split(acts, acts.IndexOf(':'));
        if (amount is null && !CallName.All.Contains(aim)) (aim, amount) = (null, aim); // Without a colon it is either of them.
        var isBatch = aim is not null && Amount.Ordinal(aim) is not null;
        return new FaultWords(name, isBatch ? null : aim, isBatch ? aim : null, amount, value)
            .Read((_, message) => throw CommandFailure.Usage(
                $"--fault {text}: {message} Its form is {Form}; 'callforge serve --fault list' tells all faults."))!;
    }

    private static (string Left, string? Right) Split(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
}
