namespace CallForge.Validation.Form;

/// <summary>A text whose end is one piece again and again, as models write that have lost their way. For one worker.</summary>
internal sealed class RepeatedTail
{
    private const int Looked = 4096; // Bytes from the end.
    private const int ShortestPiece = 9;
    private const int FewBytes = 60;
    private const int ManyBytes = 180;

    private readonly int[] _borders = new int[Looked + 1];

    /// <summary>The piece; empty if there is none. Four times, or three if it is long; laughing and lines of dashes are shorter pieces.</summary>
    public ReadOnlySpan<byte> Find(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && text[^1] is (byte)' ' or (byte)'\n') text = text[..^1];
        var tail = text.Length > Looked ? text[^Looked..] : text;
        if (tail.Length < FewBytes) return [];
        var (length, period) = Longest(tail);
        if (period == 0) return [];
        var piece = tail[^period..];
        // Cut off within a piece, it begins within a character.
        var start = 0;
        while (start < piece.Length && (piece[start] & 0xC0) == 0x80) start++;
        return tail.Slice(tail.Length - length, length)[^(period - start)..];
    }

    /// <summary>
    /// The longest end that is periodic, by the borders (Knuth, Morris, Pratt) of the text read backwards: an end of length n
    /// whose longest border is b has the period n - b.
    /// </summary>
    private (int Length, int Period) Longest(ReadOnlySpan<byte> tail)
    {
        var found = (Length: 0, Period: 0);
        _borders[0] = -1;
        var border = -1;
        for (var i = 0; i < tail.Length; i++)
        {
            while (border >= 0 && tail[^(border + 1)] != tail[^(i + 1)]) border = _borders[border];
            _borders[i + 1] = ++border;
            var (length, period) = (i + 1, i + 1 - border);
            if (period >= ShortestPiece && (length >= 4 * period && length >= FewBytes || length >= 3 * period && length >= ManyBytes)) found = (length, period);
        }

        return found;
    }
}
