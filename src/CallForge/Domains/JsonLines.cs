using System.Text.Json;
using CallForge.Text.Json;

namespace CallForge.Domains;

/// <summary>
/// On which line each value of a JSON text begins, by its JSON pointer (<c>/0/parameters/type</c>):
/// <c>JsonElement</c> does not tell.
/// </summary>
internal sealed class JsonLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _repeated = [];

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public JsonLines(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var lines = new LineCount();
        reader.Read();
        Visit(ref reader, json, ref lines, pointer: "");
        reader.Read();
    }

    /// <summary>Pointers of keys that an object has twice.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    public int this[string pointer] => _lines[pointer];

    private void Visit(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref LineCount lines, string pointer)
    {
        if (!_lines.TryAdd(pointer, lines.At(json, (int)reader.TokenStartIndex))) _repeated.Add(pointer);
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Visit(ref reader, json, ref lines, $"{pointer}/{i}");
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = TapePointer.Escape(reader.GetString()!);
                reader.Read();
                Visit(ref reader, json, ref lines, $"{pointer}/{name}");
            }
        }
    }

    /// <summary>Counts on from where it counted last, so that the whole text is counted once.</summary>
    private struct LineCount
    {
        private int _index;
        private int _breaks;

        public int At(ReadOnlySpan<byte> json, int index)
        {
            _breaks += json[_index..index].Count((byte)'\n');
            _index = index;
            return 1 + _breaks;
        }
    }
}
