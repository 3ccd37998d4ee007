using System.Text;

namespace CallForge;

/// <summary>
/// Text of others (a model, a service, a downloaded file) that a terminal cannot take for commands: control characters
/// become visible signs, lines and tabs stay.
/// </summary>
internal static class PlainText
{
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAny(Unsafe)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? "\r" : SignOf(text[i]));
        return plain.ToString();
    }

    /// <summary>The same, and all on one line.</summary>
    public static string OfLine(string text) => Of(text).Replace('\t', '\u2409').Replace('\n', '\u240A');

    // C0 without tab and newline, DEL and C1, and what turns the direction of the text around.
    private static readonly System.Buffers.SearchValues<char> Unsafe = System.Buffers.SearchValues.Create(
    [
        .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(letter => char.IsControl(letter) && letter is not ('\t' or '\n')),
        .. "\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
    ]);

    private static string SignOf(char letter) => letter switch
    {
        _ when !Unsafe.Contains(letter) => letter.ToString(),
        < ' ' => ((char)(0x2400 + letter)).ToString(), // Control Pictures.
        '\u007F' => "\u2421",
        _ => $"<U+{(int)letter:X4}>",
    };
}
