using System.Globalization;

namespace CallForge.Validation;

/// <summary>A finding for people.</summary>
internal static class FindingText
{
    /// <summary>Such as <c>id_unknown, turn 3, /arguments/order_id: Nobody …</c>, and below it the words themselves.</summary>
    public static string Of(Finding finding)
    {
        var place = finding.Block is > 0 and var block ? string.Create(CultureInfo.InvariantCulture, $" [{block}]") : "";
        var pointer = finding.Pointer.Length > 0 ? $", {finding.Pointer}" : "";
        var evidence = finding.Evidence.Length > 0 ? $"\n           | {finding.Evidence.Replace("\n", "\n           | ", StringComparison.Ordinal)}" : "";
        return PlainText.Of(string.Create(CultureInfo.InvariantCulture, $"{finding.Code} ({finding.Severity.ToString().ToLowerInvariant()}), turn {finding.Turn}{place}{pointer}: {finding.Says}{evidence}"));
    }
}
