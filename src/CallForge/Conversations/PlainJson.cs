using System.Buffers;

namespace CallForge.Conversations;

/// <summary>
/// The common case of <see cref="PythonJson"/> in one pass: JSON without escapes, without numbers that Python writes
/// otherwise, without a repeated key. Whatever it is not sure of it leaves to the careful way.
/// </summary>
internal ref struct PlainJson
{
    private const int MaxDepth = 32;
    private const int MaxOpenKeys = 128;

    /// <summary>Of a double there are as many digits that always come back.</summary>
    private const int MaxExactDigits = 15;

    private static readonly SearchValues<byte> NumberLetters = SearchValues.Create("0123456789-."u8);

    private readonly ReadOnlySpan<byte> _json;
    private readonly Span<byte> _output;
    private readonly Span<Range> _keys;
    private int _read;
    private int _written;
    private int _openKeys;
    private int _depth;

    private PlainJson(ReadOnlySpan<byte> json, Span<byte> output, Span<Range> keys)
    {
        _json = json;
        _output = output;
        _keys = keys;
    }

    /// <summary>Every comma and colon may get a blank.</summary>
    public static int MaxLength(int length) => length * 2;

    /// <param name="json">UTF-8.</param>
    /// <param name="output">At least <see cref="MaxLength"/> long.</param>
    /// <returns>False if it is not the common case; the output is of no use then.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> json, Span<byte> output, out int written)
    {
        var writer = new PlainJson(json, output, stackalloc Range[MaxOpenKeys]);
        var isPlain = writer.TryValue() && writer.Peek() == 0 && writer._read == json.Length;
        written = writer._written;
        return isPlain;
    }

    private bool TryValue() => Peek() switch
    {
        (byte)'{' => TryObject(),
        (byte)'[' => TryArray(),
        (byte)'"' => TryString(),
        (byte)'t' => TryWord("true"u8),
        (byte)'f' => TryWord("false"u8),
        (byte)'n' => TryWord("null"u8),
        _ => TryNumber(),
    };

    private bool TryObject()
    {
        if (++_depth > MaxDepth) return false;
        Take();
        var first = _openKeys;
        while (Peek() != '}')
        {
            if (_openKeys > first && !TrySeparator((byte)',')) return false;
            if (!TryKey(first) || !TrySeparator((byte)':') || !TryValue()) return false;
        }

        Take();
        _openKeys = first;
        _depth--;
        return true;
    }

    private bool TryKey(int first)
    {
        if (Peek() != '"' || _openKeys == MaxOpenKeys) return false;
        var start = _read;
        if (!TryString()) return false;
        var key = _json[start.._read];
        for (var i = first; i < _openKeys; i++)
            if (_json[_keys[i]].SequenceEqual(key)) return false;
        _keys[_openKeys++] = start.._read;
        return true;
    }

    private bool TryArray()
    {
        if (++_depth > MaxDepth) return false;
        Take();
        for (var isFirst = true; Peek() != ']'; isFirst = false)
            if ((!isFirst && !TrySeparator((byte)',')) || !TryValue()) return false;
        Take();
        _depth--;
        return true;
    }

    private bool TryString()
    {
        var length = _json[(_read + 1)..].IndexOfAny(PlainRun.Special);
        if (length < 0 || _json[_read + 1 + length] != '"') return false;
        Copy(length + 2);
        return true;
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        if (!_json[_read..].StartsWith(word)) return false;
        Copy(word.Length);
        return true;
    }

    private bool TryNumber()
    {
        var end = _json[_read..].IndexOfAnyExcept(NumberLetters);
        var number = end < 0 ? _json[_read..] : _json.Slice(_read, end);
        var digits = number.StartsWith("-"u8) ? number[1..] : number;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        if (whole.Length is 0 or > PythonNumber.MaxDigits || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (whole[0] == '0' && whole.Length > 1)) return false;
        if (point < 0 ? number is [(byte)'-', (byte)'0'] : !IsWrittenAlike(whole, digits[(point + 1)..])) return false;
        Copy(number.Length);
        return true;
    }

    /// <summary>Whether Python prints the same digits: neither a zero at the end nor one that begins an exponent.</summary>
    private static bool IsWrittenAlike(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction) =>
        !fraction.IsEmpty && !fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9') && whole.Length + fraction.Length <= MaxExactDigits
        && (fraction is [(byte)'0'] || (fraction[^1] != '0' && (whole[0] != '0' || fraction[0] != '0')));

    private bool TrySeparator(byte separator)
    {
        if (Peek() != separator) return false;
        Take();
        _output[_written++] = (byte)' ';
        return true;
    }

    /// <summary>The next byte that is no blank; 0 at the end.</summary>
    private byte Peek()
    {
        while (_read < _json.Length)
        {
            if (_json[_read] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return _json[_read];
            _read++;
        }

        return 0;
    }

    private void Take() => _output[_written++] = _json[_read++];

    private void Copy(int length)
    {
        _json.Slice(_read, length).CopyTo(_output[_written..]);
        _read += length;
        _written += length;
    }
}
