using System.Globalization;

namespace CallForge.LocalServer.Faults;

/// <summary>All faults as <c>serve --fault list</c> tells them, one on each line.</summary>
internal static class FaultTable
{
    public static string Text { get; } = string.Join('\n', FaultKind.All.Select(Line)
        .Prepend($"A fault is given as {FaultOption.Form}. AMOUNT is {Amount.Forms}.")
        .Append($"AIM is a call ({string.Join(", ", CallName.All)}) or, for faults of lines, a batch such as 1st."));

    private static string Line(FaultKind kind)
    {
        var value = kind.Value is { } given ? $" (@{given.Default.ToString(CultureInfo.InvariantCulture)} {given.Unit})" : "";
        var aim = kind.Layer == FaultLayer.Call ? $"{kind.Call}:" : "";
        return $"  {kind.Name,-27} {kind.Layer.ToString().ToLowerInvariant(),-10} {aim + Default(kind.Amount),-12} {kind.Summary}{value}";
    }

    private static string Default(Amount amount) => amount switch
    {
        Share { Of: 1 } => "all",
        Share share => share.Of.ToString(CultureInfo.InvariantCulture),
        First first => $"{first.Count}",
        _ => "",
    };
}
