namespace CallForge.Retrieve;

/// <summary>Whether what came can be lines of a batch: a page that asks to log in comes with status 200 too, in HTML or in JSON.</summary>
internal static class JsonLinesCheck
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Begins with <c>{</c> and has a <c>custom_id</c> somewhere; or is empty.</summary>
    public static bool MayBeLines(FileStream content)
    {
        content.Position = 0;
        var (buffer, kept, isFirst) = (new byte[1 << 16], 0, true);
        while (content.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false) is > 0 and var read)
        {
            var text = buffer.AsSpan(0, kept + read);
            if (isFirst && text.StartsWith(Mark)) text = text[Mark.Length..];
            text = isFirst ? text.TrimStart(" \t\r\n"u8) : text;
            if (isFirst && !text.IsEmpty && text[0] != '{') return false;
            if (text.IndexOf("\"custom_id\""u8) >= 0) return true;
            isFirst &= text.IsEmpty;
            kept = Math.Min(text.Length, 16); // The word may stand across two reads.
            text[^kept..].CopyTo(buffer);
        }

        return isFirst;
    }
}
