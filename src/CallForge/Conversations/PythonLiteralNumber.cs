using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Numbers of Python source: <c>1_000</c>, <c>0x1F</c>, <c>0o17</c>, <c>0b1</c>, <c>2.5</c>, <c>1.</c>, <c>.5e3</c>.</summary>
internal static partial class PythonLiteralNumber
{
    /// <summary>The number in JSON, or null if it is none (complex numbers, leading zeros, stray underscores).</summary>
    public static string? ToJson(ReadOnlySpan<char> text)
    {
        if (text.Length > 4300) return null; // Python's own limit for integers.
        var digits = text.ToString().Replace("_", "", StringComparison.Ordinal);
        if (Decimal().IsMatch(text)) return digits.TrimStart('0') is { Length: > 0 } value ? value : "0";
        if (Based().IsMatch(text)) return FromBase(digits);
        if (!Float().IsMatch(text)) return null;
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? PythonNumber.Repr(number) : null;
    }

    private static string FromBase(string text)
    {
        var radix = char.ToLowerInvariant(text[1]) switch { 'x' => 16, 'o' => 8, _ => 2 };
        var value = text[2..].Aggregate(BigInteger.Zero, (sum, digit) => sum * radix + Convert.ToInt32(digit.ToString(), 16));
        return value.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A([1-9](_?[0-9])*|0(_?0)*)\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A0([xX](_?[0-9a-fA-F])+|[oO](_?[0-7])+|[bB](_?[01])+)\z")]
    private static partial Regex Based();

    [GeneratedRegex(@"\A(?=.*[.eE])(?=\.?[0-9])([0-9](_?[0-9])*)?(\.([0-9](_?[0-9])*)?)?([eE][-+]?[0-9](_?[0-9])*)?\z")]
    private static partial Regex Float();
}
