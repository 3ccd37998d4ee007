using System.Text;

namespace CallForge.Preprocess;

/// <summary>Rows as finished lines of JSON. A null column is <c>null</c>, a null field of a message is left out.</summary>
internal sealed class JsonlBlock(RowSchema schema) : RowBlock(schema)
{
    private readonly byte[][] _keys = [.. schema.Leaves.Select(Key)];
    private readonly byte[][] _listKeys = [.. schema.Leaves.Select(leaf => Encoding.UTF8.GetBytes($",\"{leaf.Column.Name}\":["))];
    private int _firstField;
    private bool _isFirstMessage;

    public override void StartRow()
    {
        base.StartRow();
        Text.WriteAsIs("{"u8);
    }

    public override void Start()
    {
        Text.WriteAsIs(_keys[Next]);
        if (Leaves[Next].Value.Type != ValueType.Text) return;
        Text.WriteAsIs("\""u8);
        Text.Escapes = true;
    }

    public override void End()
    {
        Text.Escapes = false;
        if (Leaves[Next++].Value.Type == ValueType.Text) Text.WriteAsIs("\""u8);
    }

    public override void WriteNull()
    {
        if (Leaves[Next].Field is null)
        {
            Text.WriteAsIs(_keys[Next]);
            Text.WriteAsIs("null"u8);
        }

        Next++;
    }

    public override void StartMessages()
    {
        Text.WriteAsIs(_listKeys[Next]);
        (_firstField, _isFirstMessage) = (Next, true);
    }

    public override void StartMessage(ReadOnlySpan<byte> role)
    {
        Text.WriteAsIs(_isFirstMessage ? "{"u8 : ",{"u8);
        (Next, _isFirstMessage) = (_firstField, false);
        Write(role);
    }

    public override void EndMessage() => Text.WriteAsIs("}"u8);

    public override void EndMessages()
    {
        Text.WriteAsIs("]"u8);
        Next = _firstField + Leaves[_firstField].Column.Fields!.Count;
    }

    public override void EndRow()
    {
        base.EndRow();
        Text.WriteAsIs("}\n"u8);
    }

    private static byte[] Key(Leaf leaf, int index) =>
        Encoding.UTF8.GetBytes($"{(index == 0 || leaf is { Field: not null, FieldIndex: 0 } ? "" : ",")}\"{leaf.Value.Name}\":");
}
