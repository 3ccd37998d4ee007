using ParquetSharp;

namespace CallForge.Preprocess;

/// <summary>Rows as Parquet takes them: for each leaf its values, as pointers into the text, and their levels.</summary>
internal sealed class ParquetBlock(RowSchema schema) : RowBlock(schema)
{
    private readonly LeafValues[] _values = [.. schema.Leaves.Select(_ => new LeafValues())];
    private int _start;
    private int _firstField;
    private short _repetition;

    public LeafValues Values(int leaf) => _values[leaf];

    public override void Clear()
    {
        base.Clear();
        foreach (var values in _values) values.Clear();
    }

    public override void Start() => _start = Text.Length;

    public override void End() => Current.Add(new ByteArray(_start, Text.Length - _start), Leaves[Next++].Field is null ? Level.Value : Level.FieldValue, _repetition);

    public override void WriteNull() => Current.AddNull(Leaves[Next++].Field is null ? Level.Null : Level.FieldNull, _repetition);

    public override void StartMessages() => (_firstField, _repetition) = (Next, Level.NewRow);

    public override void StartMessage(ReadOnlySpan<byte> role)
    {
        Next = _firstField;
        Write(role);
    }

    public override void EndMessage()
    {
        for (var end = EndOfFields; Next < end;) WriteNull();
        _repetition = Level.SameRow;
    }

    public override void EndMessages() => (Next, _repetition) = (EndOfFields, Level.NewRow);

    public override void Complete()
    {
        foreach (var values in _values) values.MakePointers(Text.Address);
    }

    private LeafValues Current => _values[Next];

    private int EndOfFields => _firstField + Leaves[_firstField].Column.Fields!.Count;

    /// <summary>
    /// How much of a path is there: an optional value; or an optional list, its entry, the optional struct in it and an
    /// optional field of that. And whether a value begins a row.
    /// </summary>
    private static class Level
    {
        public const short Null = 0;
        public const short Value = 1;
        public const short FieldNull = 3;
        public const short FieldValue = 4;
        public const short NewRow = 0;
        public const short SameRow = 1;
    }

    /// <summary>The values of a leaf; until <see cref="MakePointers"/> their addresses count from the start of the text.</summary>
    internal sealed class LeafValues
    {
        private ByteArray[] _values = new ByteArray[64];
        private short[] _definitions = new short[64];
        private short[] _repetitions = new short[64];
        private int _count;

        public int Levels { get; private set; }

        public ReadOnlySpan<ByteArray> Values => _values.AsSpan(0, _count);

        public ReadOnlySpan<short> Definitions => _definitions.AsSpan(0, Levels);

        public ReadOnlySpan<short> Repetitions => _repetitions.AsSpan(0, Levels);

        public void Clear() => (_count, Levels) = (0, 0);

        public void Add(ByteArray value, short definition, short repetition)
        {
            if (_count == _values.Length) Array.Resize(ref _values, _count * 2);
            _values[_count++] = value;
            AddNull(definition, repetition);
        }

        public void AddNull(short definition, short repetition)
        {
            if (Levels == _definitions.Length)
            {
                Array.Resize(ref _definitions, Levels * 2);
                Array.Resize(ref _repetitions, Levels * 2);
            }

            (_definitions[Levels], _repetitions[Levels]) = (definition, repetition);
            Levels++;
        }

        public void MakePointers(nint start)
        {
            foreach (ref var value in _values.AsSpan(0, _count)) value = new ByteArray(start + value.Pointer, value.Length);
        }
    }
}
