using System.Globalization;
using System.Numerics;

namespace CallForge.Text.Json;

/// <summary>A JSON number of any size, compared exactly: its digits without the zeros around them, and where the point is.</summary>
internal readonly ref struct JsonNumber
{
    private const long FarthestPoint = 1L << 40; // Hostile exponents end here; sums of them still fit.

    private readonly ReadOnlySpan<byte> _digits; // From the first to the last that is not zero; a point may be among them.
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isNegative;
    private readonly int _count;
    private readonly long _point; // The value is 0.digits times ten to this.

    /// <param name="text">The number as JSON writes it.</param>
    public JsonNumber(ReadOnlySpan<byte> text)
    {
        _text = text;
        _isNegative = text[0] == '-';
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? text : text[..e];
        if (_isNegative) mantissa = mantissa[1..];
        var (first, last) = (mantissa.IndexOfAnyInRange((byte)'1', (byte)'9'), mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9'));
        if (first < 0) return;
        var point = mantissa.IndexOf((byte)'.');
        if (point < 0) point = mantissa.Length;
        _digits = mantissa[first..(last + 1)];
        _count = _digits.Length - (point > first && point < last ? 1 : 0);
        _point = point - first + (first > point ? 1 : 0) + (e < 0 ? 0 : Exponent(text[(e + 1)..]));
    }

    public bool IsZero => _count == 0;

    public bool IsInteger => _count <= _point || IsZero;

    public static int Compare(JsonNumber one, JsonNumber other)
    {
        if (one.IsZero && other.IsZero) return 0;
        if (one.Sign != other.Sign) return one.Sign.CompareTo(other.Sign);
        var size = one._point != other._point ? one._point.CompareTo(other._point) : CompareDigits(one._digits, other._digits);
        return one._isNegative ? -size : size;
    }

    /// <summary>Equal numbers have equal hashes, however they are written.</summary>
    public int Hash()
    {
        var hash = new HashCode();
        foreach (var digit in _digits)
            if (digit != '.') hash.Add(digit);
        hash.Add(_point);
        hash.Add(Sign);
        return hash.ToHashCode();
    }

    /// <summary>Whether it can be held exactly; at most 28 digits count.</summary>
    public bool TryDecimal(out decimal value)
    {
        value = 0;
        if (IsZero) return true;
        return _count <= 28 && _point <= 28 && _count - _point <= 28 && decimal.TryParse(_text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether it is an integer times a divisor, which has at most 28 digits.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (IsZero) return true;
        // Both are a number without a zero at its end times a power of ten: ten divides only what is left of ours.
        var zeros = _point - _count - (divisor._point - divisor._count);
        if (zeros < 0) return false;
        UInt128 by = 0, rest = 0;
        foreach (var digit in divisor._digits)
            if (digit != '.') by = (by * 10) + (uint)(digit - '0');
        foreach (var digit in _digits)
            if (digit != '.') rest = ((rest * 10) + (uint)(digit - '0')) % by;
        if (rest == 0) return true;
        return (BigInteger)rest * BigInteger.ModPow(10, zeros, (BigInteger)by) % (BigInteger)by == 0;
    }

    /// <summary>How many digits it has that are not zeros around it.</summary>
    public int Digits => _count;

    public int Sign => IsZero ? 0 : _isNegative ? -1 : 1;

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        var value = 0L;
        foreach (var digit in text)
            if (digit is >= (byte)'0' and <= (byte)'9') value = Math.Min((value * 10) + digit - '0', FarthestPoint);
        return isNegative ? -value : value;
    }

    private static int CompareDigits(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        for (int i = 0, j = 0; ; i++, j++)
        {
            if (i < one.Length && one[i] == '.') i++;
            if (j < other.Length && other[j] == '.') j++;
            if (i == one.Length || j == other.Length) return (one.Length - i).CompareTo(other.Length - j);
            if (one[i] != other[j]) return one[i].CompareTo(other[j]);
        }
    }
}
