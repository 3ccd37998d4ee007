using System.Buffers;
using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// Characters that nobody types: U+FFFD, where letters were lost; private use, which services put around citations; control
/// characters. A conversation with one is rejected, and none is passed on.
/// </summary>
internal static class OddCharacters
{
    /// <summary>The first bytes of all of them, and of some others.</summary>
    private static readonly SearchValues<byte> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(code => code is not ('\t' or '\n' or '\r')).Select(code => (byte)code), 0x7F, 0xC2, 0xEE, 0xEF, 0xF3, 0xF4]);

    private static readonly PayloadSearch InPayload = FindInPayload;

    /// <summary>The first one in a transcript or, there perhaps in escapes, in the calls and responses that were read from it; null if there is none.</summary>
    public static Diagnostic? Find(ReadOnlySpan<byte> transcript, Conversation conversation) =>
        Find(transcript) ?? InPayload.FindIn(conversation);

    private static Diagnostic? FindInPayload(ReadOnlySpan<byte> json) => Find(json) ?? FindEscaped(json);

    private static Diagnostic? Find(ReadOnlySpan<byte> text)
    {
        for (var place = 0; text[place..].IndexOfAny(Suspects) is var next and >= 0;)
        {
            place += next;
            Rune.DecodeFromUtf8(text[place..], out var rune, out var length);
            if (place > 0 || rune.Value != 0xFEFF)
                if (CodeOf(rune) is { } code) return Reject(code, rune.Value, text[..place].Count((byte)'\n') + 1);
            place += length;
        }

        return null;
    }

    private static string? CodeOf(Rune rune) => rune.Value switch
    {
        0xFFFD => RejectionCode.ReplacementCharacter,
        >= 0xE000 and <= 0xF8FF or >= 0xF0000 => RejectionCode.PrivateUseCharacter,
        < 0x20 and not ('\t' or '\n' or '\r') or >= 0x7F and < 0xA0 => RejectionCode.ControlCharacter,
        _ => null,
    };

    /// <summary>Python writes a control character as <c>\b</c>, <c>\f</c> or <c>\u00…</c>; all else stands for itself.</summary>
    private static Diagnostic? FindEscaped(ReadOnlySpan<byte> json)
    {
        for (var place = 0; json[place..].IndexOf((byte)'\\') is var next and >= 0; place += 2)
        {
            place += next;
            if (json[place + 1] is not ((byte)'b' or (byte)'f' or (byte)'u')) continue;
            var code = json[place + 1] switch { (byte)'b' => '\b', (byte)'f' => '\f', _ => (char)Convert.ToInt32(Encoding.ASCII.GetString(json.Slice(place + 2, 4)), 16) };
            return Reject(RejectionCode.ControlCharacter, code, 0);
        }

        return null;
    }

    private static Diagnostic Reject(string code, int character, int line)
    {
        var what = code switch
        {
            RejectionCode.ReplacementCharacter => "which stands for letters that were lost",
            RejectionCode.PrivateUseCharacter => "a character of private use, as in citations of a service",
            _ => "a control character",
        };
        return new Diagnostic(code, $"The text holds U+{character:X4}, {what}.", line, $"U+{character:X4}");
    }
}
