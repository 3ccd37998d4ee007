using System.Buffers;
using System.Text;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Delivery;

/// <summary>Writes JSON as Python's <c>json.dumps(ensure_ascii=False)</c> does, at the speed of appending.</summary>
internal sealed class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(['"', '\\', .. Enumerable.Range(0, ' ').Select(c => (char)c)]);

    private readonly StringBuilder _text = new(512);
    private bool _afterValue;

    public JsonText Open(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _afterValue = false;
        return this;
    }

    public JsonText Close(char bracket)
    {
        _text.Append(bracket);
        _afterValue = true;
        return this;
    }

    public JsonText Key(string key)
    {
        Separate();
        _text.Append('"').Append(key).Append("\": ");
        _afterValue = false;
        return this;
    }

    public JsonText Raw(string json)
    {
        Separate();
        _text.Append(json);
        _afterValue = true;
        return this;
    }

    public JsonText String(string? value)
    {
        if (value is null) return Raw("null");
        Separate();
        _text.Append('"');
        if (value.AsSpan().IndexOfAny(Escaped) < 0) _text.Append(value);
        else foreach (var c in value) AppendEscaped(c);
        _text.Append('"');
        _afterValue = true;
        return this;
    }

    public JsonText Number(int value)
    {
        Separate();
        _text.Append(value);
        _afterValue = true;
        return this;
    }

    public JsonText Bool(bool value) => Raw(value ? "true" : "false");

    /// <summary>A number kept in tenths, always with its decimal as Python writes a float.</summary>
    public JsonText Tenths(int value) => Raw(Numerals.Rating(value));

    public JsonText String(string key, string? value) => Key(key).String(value);

    public JsonText Number(string key, int value) => Key(key).Number(value);

    public JsonText Bool(string key, bool value) => Key(key).Bool(value);

    public override string ToString() => _text.ToString();

    private void Separate()
    {
        if (_afterValue) _text.Append(", ");
    }

    private void AppendEscaped(char c)
    {
        if (c is '"' or '\\') _text.Append('\\').Append(c);
        else if (c == '\n') _text.Append("\\n");
        else if (c == '\r') _text.Append("\\r");
        else if (c == '\t') _text.Append("\\t");
        else if (c < ' ') _text.Append($"\\u{(int)c:x4}");
        else _text.Append(c);
    }
}
