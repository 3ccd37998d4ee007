using System.Buffers;
using System.Text;

namespace CallForge.Publish;

/// <summary>Looks for keys, tokens and passwords that nobody means to publish, by how services write them. Not thread-safe.</summary>
internal sealed class SecretSearch
{
    private static readonly SearchValues<string> Starts = SearchValues.Create(
        ["sk-", "hf_", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xox", "AIza", "-----BEGIN ", "eyJ"], StringComparison.Ordinal);

    private const string Digits = "0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> AlphaNumeric = SearchValues.Create(Digits + Upper + Lower);
    private static readonly SearchValues<char> Base64Url = SearchValues.Create(Digits + Upper + Lower + "-_");
    private static readonly SearchValues<char> Word = SearchValues.Create(Digits + Upper + Lower + "_");
    private static readonly SearchValues<char> UpperOrDigit = SearchValues.Create(Digits + Upper);

    private char[] _letters = new char[1 << 14];

    /// <summary>The kind of the first secret in a text; null if there is none.</summary>
    public string? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _letters.Length) _letters = new char[Math.Max(utf8.Length, _letters.Length * 2)];
        // Every secret is ASCII, so bytes are widened instead of decoded: that costs next to nothing, in Korean too.
        var text = _letters.AsSpan(0, Encoding.Latin1.GetChars(utf8, _letters));
        for (var at = 0; ; at++)
        {
            var found = text[at..].IndexOfAny(Starts);
            if (found < 0) return null;
            at += found;
            if (KindOf(text[at..]) is { } kind && (text[at] == '-' || BeginsWord(text, at))) return kind;
        }
    }

    private static string? KindOf(ReadOnlySpan<char> text) => text switch
    {
        ['s', 'k', '-', .. var rest] when IsApiKey(rest[..Run(rest, Base64Url)]) => "an API key (sk-…)",
        ['h', 'f', '_', .. var rest] when Run(rest, AlphaNumeric) >= 30 => "a Hugging Face token (hf_…)",
        ['A', 'K' or 'S', 'I', 'A', .. var rest] when Run(rest, UpperOrDigit) == 16 && Run(rest, AlphaNumeric) == 16 => "an AWS access key id (AKIA…)",
        ['g', 'h', 'p' or 'o' or 'u' or 's' or 'r', '_', .. var rest] when Run(rest, AlphaNumeric) >= 36 => "a GitHub token (gh…_…)",
        ['g', 'i', 't', 'h', 'u', 'b', '_', 'p', 'a', 't', '_', .. var rest] when Run(rest, Word) >= 50 => "a GitHub token (github_pat_…)",
        ['x', 'o', 'x', 'a' or 'b' or 'c' or 'e' or 'o' or 'p' or 'r' or 's', '-' or '.', .. var rest]
            when Run(rest, Base64Url) is >= 20 and var length && rest[..length].ContainsAnyInRange('0', '9') => "a Slack token (xox…)",
        ['A', 'I', 'z', 'a', .. var rest] when Run(rest, Base64Url) == 35 => "a Google API key (AIza…)",
        ['-', '-', '-', '-', '-', 'B', 'E', 'G', 'I', 'N', ' ', .. var rest] when IsPrivateKey(rest) => "a private key",
        ['e', 'y', 'J', ..] when IsJsonWebToken(text) => "a JSON Web Token (eyJ…)",
        _ => null,
    };

    /// <summary>Letters of both cases and digits, or one long run without hyphens: a UUID or an order number behind <c>sk-</c> is neither.</summary>
    private static bool IsApiKey(ReadOnlySpan<char> key)
    {
        if (key.Length < 20) return false;
        if (key.ContainsAnyInRange('0', '9') && key.ContainsAnyInRange('A', 'Z') && key.ContainsAnyInRange('a', 'z')) return true;
        for (var start = 0; start < key.Length; start++)
        {
            var run = Run(key[start..], AlphaNumeric);
            if (run >= 32) return true;
            start += run;
        }

        return false;
    }

    private static bool IsPrivateKey(ReadOnlySpan<char> text) =>
        text[..Math.Min(text.Length, 40)] is var label && label.IndexOf("-----") is > 0 and var end && label[..end].Contains("PRIVATE KEY", StringComparison.Ordinal);

    private static bool IsJsonWebToken(ReadOnlySpan<char> text)
    {
        for (var part = 0; part < 3; part++)
        {
            var length = Run(text, Base64Url);
            if (length < 10 || (part < 2 && (!text.StartsWith("eyJ") || length == text.Length || text[length] != '.'))) return false;
            if (part < 2) text = text[(length + 1)..];
        }

        return true;
    }

    /// <summary>Whether no word goes on into the place; the letter of an escape such as <c>\n</c> or <c>\u003e</c> is part of none.</summary>
    private static bool BeginsWord(ReadOnlySpan<char> text, int at) =>
        at == 0 || !AlphaNumeric.Contains(text[at - 1])
        || (at >= 2 && text[at - 2] == '\\' && "nrtbf".Contains(text[at - 1], StringComparison.Ordinal))
        || (at >= 6 && text[at - 6] == '\\' && text[at - 5] == 'u');

    private static int Run(ReadOnlySpan<char> text, SearchValues<char> of) => text.IndexOfAnyExcept(of) is >= 0 and var length ? length : text.Length;
}
