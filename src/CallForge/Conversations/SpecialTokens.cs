namespace CallForge.Conversations;

/// <summary>
/// Strings that a tokenizer, a template or a trainer gives a meaning of their own. None escapes them, so a customer's text
/// that holds one would end a turn, forge a call or ask for a picture; such a conversation is rejected.
/// </summary>
internal static class SpecialTokens
{
    private const int LongestName = 64;

    /// <summary>Tags of Qwen's templates, and what LLaMA-Factory and ms-swift put pictures, films and sound in place of.</summary>
    private static readonly byte[][] Tags =
    [
        .. new[]
            {
                "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>", "<tools>", "</tools>", "<think>", "</think>",
                "<function=", "</function>", "<parameter=", "</parameter>", "<image>", "<video>", "<audio>",
            }
            .Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private static readonly PayloadSearch InPayload = FindWritten;

    /// <summary>The first one in a transcript or, there in escapes, in the calls and responses that were read from it; null if there is none.</summary>
    public static Diagnostic? Find(ReadOnlySpan<byte> transcript, Conversation conversation) =>
        FindWritten(transcript) ?? InPayload.FindIn(conversation);

    /// <summary>The first one in a text; its length is 0 if there is none.</summary>
    public static (int Place, int Length) First(ReadOnlySpan<byte> text)
    {
        for (var place = 0; text[place..].IndexOf((byte)'<') is var next and >= 0; place++)
        {
            place += next;
            if (LengthAt(text[place..]) is > 0 and var length) return (place, length);
        }

        return default;
    }

    /// <summary>The first one in a text as it stands.</summary>
    public static Diagnostic? FindWritten(ReadOnlySpan<byte> transcript)
    {
        if (First(transcript) is not (var place, > 0 and var length)) return null;
        var text = System.Text.Encoding.UTF8.GetString(transcript.Slice(place, length));
        return new Diagnostic(RejectionCode.SpecialToken, $"The text holds '{text}', which means something to the model's template.",
            transcript[..place].Count((byte)'\n') + 1, text);
    }

    /// <summary>Of the token a text begins with; 0 if it begins with none.</summary>
    private static int LengthAt(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("<|"u8)) return ControlTokenLength(text);
        foreach (var tag in Tags)
            if (text.StartsWith(tag)) return tag.Length;
        return 0;
    }

    /// <summary><c>&lt;|im_end|&gt;</c> and all others that tokenizers write so: <c>&lt;|</c>, a name, <c>|&gt;</c>.</summary>
    private static int ControlTokenLength(ReadOnlySpan<byte> text)
    {
        var name = 2;
        while (name < text.Length && name <= LongestName && (char.IsAsciiLetterOrDigit((char)text[name]) || text[name] == '_')) name++;
        return name > 2 && text[name..].StartsWith("|>"u8) ? name + 2 : 0;
    }
}
