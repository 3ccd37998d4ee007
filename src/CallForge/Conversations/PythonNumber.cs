using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>JSON numbers as Python reads and writes them: integers of any size as they are, others through a double and its <c>repr</c>.</summary>
internal static class PythonNumber
{
    /// <summary>Python refuses to read an integer of more (<c>sys.get_int_max_str_digits</c>).</summary>
    public const int MaxDigits = 4300;

    /// <exception cref="JsonException">Python would not read it.</exception>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        if (json.SequenceEqual("-0"u8))
            output.Write("0"u8);
        else if (json.IndexOfAny("eE."u8) < 0)
            output.Write(json.Length - (json[0] == '-' ? 1 : 0) <= MaxDigits ? json : throw new JsonException($"A number has more than {MaxDigits} digits."));
        else
            WriteDouble(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture), output);
    }

    /// <summary>
    /// <c>float.__repr__</c>: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e16 on
    /// (https://docs.python.org/3/library/stdtypes.html#float, <c>repr</c> style of PEP 3101's <c>'r'</c>).
    /// </summary>
    public static void WriteDouble(double value, IBufferWriter<byte> output) => output.Write(Encoding.ASCII.GetBytes(Repr(value)));

    public static string Repr(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";

        var (sign, digits, exponent) = Decompose(value.ToString("R", CultureInfo.InvariantCulture));
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        var whole = digits.PadRight(exponent + 1, '0');
        return exponent + 1 >= digits.Length ? $"{sign}{whole}.0" : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary>Sign, significant digits, and the power of ten of the first digit.</summary>
    private static (string Sign, string Digits, int Exponent) Decompose(string text)
    {
        var sign = text[0] == '-' ? "-" : "";
        var parts = text[sign.Length..].Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var all = parts[0].Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        if (significant.Length == 0) return (sign, "0", 0);

        var exponent = (point < 0 ? all.Length : point) - 1 - (all.Length - significant.Length);
        if (parts.Length > 1) exponent += int.Parse(parts[1], CultureInfo.InvariantCulture);
        return (sign, significant.TrimEnd('0'), exponent);
    }
}
