using System.Text.Json;
using System.Text.Unicode;

namespace CallForge.Text.Json;

/// <summary>
/// One JSON value as a flat array of nodes, filled again and again by one worker: nothing is allocated once it has grown.
/// A node is named by its index, 0 is the whole value. Of a key that stands twice in its object the first is found.
/// </summary>
internal sealed class JsonTape
{
    public const int MaxDepth = 128;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    private readonly int[] _open = new int[MaxDepth];
    private TapeNode[] _nodes = new TapeNode[64];
    private ReadOnlyMemory<byte> _source;
    private byte[] _unescaped = [];
    private int _unescapedLength;

    /// <summary>How many nodes there are; 0 if it holds no value.</summary>
    public int Count { get; private set; }

    public ref readonly TapeNode this[int node] => ref _nodes[node];

    /// <summary>Puts a value on the tape, which refers to its bytes from then on.</summary>
    /// <returns>False if this is not one JSON value in UTF-8, of at most <see cref="MaxDepth"/> levels; the tape is empty then.</returns>
    public bool Read(ReadOnlyMemory<byte> json)
    {
        (_source, _unescapedLength, Count) = (json, 0, 0);
        try
        {
            if (Utf8.IsValid(json.Span) && Fill(json.Span)) return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, too deep, or an escaped half of a surrogate pair, which no text can say.
        }

        Count = 0;
        return false;
    }

    public JsonKind Kind(int node) => _nodes[node].Kind;

    /// <summary>What a string says.</summary>
    public ReadOnlySpan<byte> Text(int node) => Slice(_nodes[node].Start, _nodes[node].Length);

    public ReadOnlySpan<byte> Name(int node) => Slice(_nodes[node].NameStart, _nodes[node].NameLength);

    /// <summary>A value as it is written.</summary>
    public ReadOnlySpan<byte> Raw(int node)
    {
        ref readonly var value = ref _nodes[node];
        return value.Kind == JsonKind.String
            ? _source.Span[(int)(value.Integer >> 32)..(int)value.Integer]
            : _source.Span.Slice(value.Start, value.Length);
    }

    /// <summary>The member of that name, or -1.</summary>
    public int Find(int node, ReadOnlySpan<byte> name)
    {
        if (_nodes[node].Kind != JsonKind.Object) return -1;
        for (int child = node + 1, end = _nodes[node].End; child < end; child = _nodes[child].End)
            if (Name(child).SequenceEqual(name)) return child;
        return -1;
    }

    /// <summary>The element at a position, or -1.</summary>
    public int At(int node, int index)
    {
        if (_nodes[node].Kind != JsonKind.Array || index < 0 || index >= _nodes[node].Count) return -1;
        var child = node + 1;
        for (; index > 0; index--) child = _nodes[child].End;
        return child;
    }

    /// <summary>A number that is an integer of 64 bits, be it written <c>3</c>, <c>3.0</c> or <c>3e0</c>.</summary>
    public bool TryInteger(int node, out long value)
    {
        value = _nodes[node].Integer;
        if (_nodes[node].Kind != JsonKind.Number) return false;
        if (_nodes[node].IsInteger) return true;
        if (!TryDecimal(node, out var number) || number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue) return false;
        value = (long)number;
        return true;
    }

    /// <summary>A number that a decimal holds exactly.</summary>
    public bool TryDecimal(int node, out decimal value)
    {
        value = _nodes[node].Integer;
        if (_nodes[node].Kind != JsonKind.Number) return false;
        return _nodes[node].IsInteger || Number(node).TryDecimal(out value);
    }

    /// <summary>A number, whatever its size.</summary>
    public JsonNumber Number(int node) => new(Raw(node));

    private bool Fill(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var depth = 0;
        var (nameStart, nameLength) = (0, 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    (nameStart, nameLength) = Slice(ref reader);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    ref var closed = ref _nodes[_open[--depth]];
                    (closed.End, closed.Length) = (Count, (int)reader.BytesConsumed - closed.Start);
                    continue;
            }

            if (depth > 0) _nodes[_open[depth - 1]].Count++;
            if (Count == _nodes.Length) Array.Resize(ref _nodes, 2 * Count);
            ref var node = ref _nodes[Count];
            node = new TapeNode { Start = (int)reader.TokenStartIndex, End = Count + 1, NameStart = nameStart, NameLength = nameLength };
            (nameStart, nameLength) = (0, 0);
            node.Kind = KindOf(reader.TokenType);
            if (node.Kind >= JsonKind.Array) _open[depth++] = Count;
            else if (node.Kind == JsonKind.String) SetText(ref node, ref reader);
            else node.Length = reader.ValueSpan.Length;
            if (node.Kind == JsonKind.Number) node.IsInteger = reader.TryGetInt64(out node.Integer);
            Count++;
        }

        return Count > 0 && depth == 0;
    }

    private static JsonKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonKind.Object,
        JsonTokenType.StartArray => JsonKind.Array,
        JsonTokenType.String => JsonKind.String,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True => JsonKind.True,
        JsonTokenType.False => JsonKind.False,
        _ => JsonKind.Null,
    };

    private void SetText(ref TapeNode node, ref Utf8JsonReader reader)
    {
        node.Integer = ((long)reader.TokenStartIndex << 32) | (uint)reader.BytesConsumed;
        (node.Start, node.Length) = Slice(ref reader);
    }

    /// <summary>Where the reader's text is: in the source, or unescaped in the side buffer.</summary>
    private (int Start, int Length) Slice(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        if (_unescaped.Length - _unescapedLength < reader.ValueSpan.Length)
            Array.Resize(ref _unescaped, Math.Max(2 * _unescaped.Length, _unescapedLength + reader.ValueSpan.Length));
        var start = _unescapedLength;
        var length = reader.CopyString(_unescaped.AsSpan(start));
        _unescapedLength += length;
        return (~start, length);
    }

    private ReadOnlySpan<byte> Slice(int start, int length) =>
        start < 0 ? _unescaped.AsSpan(~start, length) : _source.Span.Slice(start, length);
}
