using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// Reads a Python literal (<c>{'a': True, 'b': None}</c>) as JSON, with the meaning <c>json.dumps(ast.literal_eval(text))</c>
/// gives it. Nothing is evaluated. https://docs.python.org/3/reference/lexical_analysis.html
/// </summary>
internal ref partial struct PythonLiteral
{
    private const int MaxDepth = 100;

    private readonly ReadOnlySpan<char> _text;
    private readonly StringBuilder _json = new();
    private int _place;
    private int _depth;
    private int _open;
    private bool _repeatsKey;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <exception cref="FormatException">The text is no literal, or one that JSON cannot say (a set, bytes, a complex number, <c>...</c>).</exception>
    public static string ToJson(ReadOnlySpan<char> text) => ToJson(text, out _);

    /// <param name="repeatsKey">Whether a value was left out because a later one has the same key.</param>
    /// <inheritdoc cref="ToJson(ReadOnlySpan{char})"/>
    public static string ToJson(ReadOnlySpan<char> text, out bool repeatsKey)
    {
        if (text.Contains('\0')) throw new FormatException("it has a null character");
        // Python reads every end of a line as \n.
        if (text.Contains('\r')) text = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var reader = new PythonLiteral(text);
        reader.SkipLines();
        reader.ReadValue();
        reader.SkipLines();
        repeatsKey = reader._repeatsKey;
        return reader._place == text.Length ? reader._json.ToString() : throw reader.Error("text follows the literal");
    }

    private void ReadValue()
    {
        if (++_depth > MaxDepth) throw Error($"it is nested deeper than {MaxDepth} levels");
        SkipBlank();
        switch (Peek())
        {
            case '{': ReadDict(); break;
            case '[': ReadItems(']', alwaysList: true); break;
            case '(': ReadItems(')', alwaysList: false); break;
            case '"' or '\'': PythonLiteralString.AppendJson(_json, ReadStrings()); break;
            case (>= '0' and <= '9') or '.' or '-' or '+': _json.Append(ReadNumber()); break;
            default: _json.Append(ReadName()); break;
        }

        _depth--;
    }

    /// <summary>A list; or, in parentheses, a tuple, or one value that is only bracketed.</summary>
    private void ReadItems(char close, bool alwaysList)
    {
        Open();
        var start = _json.Length;
        var (count, commas) = (0, 0);
        for (SkipBlank(); Peek() != close; SkipBlank())
        {
            if (count > commas) throw Error($"a comma or '{close}' is missing");
            if (count++ > 0) _json.Append(',');
            ReadValue();
            SkipBlank();
            if (Skip(',')) commas++;
        }

        Close();
        if (alwaysList || commas > 0 || count == 0) _json.Insert(start, '[').Append(']');
    }

    private string ReadName()
    {
        var start = _place;
        while (_place < _text.Length && (char.IsLetterOrDigit(_text[_place]) || _text[_place] == '_')) _place++;
        return _text[start.._place] switch
        {
            "True" => "true",
            "False" => "false",
            "None" => "null",
            "" => throw Error("a value is missing"),
            var name => throw Error($"'{name}' is no literal"),
        };
    }

    private string ReadNumber()
    {
        var negative = Peek() == '-';
        if (Peek() is '-' or '+')
        {
            _place++;
            SkipBlank();
        }

        var start = _place;
        while (_place < _text.Length && (char.IsAsciiLetterOrDigit(_text[_place]) || _text[_place] is '.' or '_' || IsExponentSign(start))) _place++;
        var number = PythonLiteralNumber.ToJson(_text[start.._place]) ?? throw Error($"'{_text[start.._place]}' is no number that JSON can say");
        return !negative || number == "0" ? number : $"-{number}";
    }

    private readonly bool IsExponentSign(int start) =>
        _text[_place] is '-' or '+' && _place > start && _text[_place - 1] is 'e' or 'E' && !_text[start.._place].StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    /// <summary>One string, or several in a row, which Python joins.</summary>
    private string ReadStrings()
    {
        var joined = new StringBuilder();
        while (Peek() is '"' or '\'')
        {
            var length = PythonLiteralString.Read(_text[_place..], joined);
            if (length < 0) throw Error("a string does not end or has an escape that cannot be read");
            _place += length;
            SkipBlank();
        }

        return joined.ToString();
    }

    private void Open() => (_place, _open) = (_place + 1, _open + 1);

    private void Close() => (_place, _open) = (_place + 1, _open - 1);

    /// <summary>Before and after the literal, where an end of line ends nothing.</summary>
    private void SkipLines()
    {
        _open++;
        SkipBlank();
        _open--;
    }

    /// <summary>A line ends a literal that is in no bracket.</summary>
    private void SkipBlank()
    {
        while (_place < _text.Length)
        {
            if (_text[_place] is ' ' or '\t' or '\f' || (_text[_place] == '\n' && _open > 0))
                _place++;
            else if (_text[_place] == '#')
                _place = _text[_place..].IndexOf('\n') is var end && end < 0 ? _text.Length : _place + end;
            else
                return;
        }
    }

    private readonly char Peek() => _place < _text.Length ? _text[_place] : '\0';

    private bool Skip(char wanted)
    {
        if (Peek() != wanted) return false;
        _place++;
        return true;
    }

    private readonly FormatException Error(string what) => new($"{what}, at character {_place + 1}");
}
