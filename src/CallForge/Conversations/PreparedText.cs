namespace CallForge.Conversations;

/// <summary>A text that many rows repeat, with its form inside a JSON string made once.</summary>
internal readonly record struct PreparedText(ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte> Escaped)
{
    public static PreparedText Of(ReadOnlySpan<byte> text)
    {
        var output = new TextOutput(capacity: text.Length * 2) { Escapes = true };
        output.Write(text);
        return new PreparedText(text.ToArray(), output.Written.ToArray());
    }
}
