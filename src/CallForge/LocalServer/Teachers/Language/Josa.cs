using System.Collections.Frozen;

namespace CallForge.LocalServer.Teachers.Language;

/// <summary>The Korean particle that fits the sound a word ends in: 치킨을, 피자를, 서울로, 3을, 콜라(500ml)를.</summary>
internal static class Josa
{
    private const char Rieul = 'ㄹ';
    private const char Consonant = 'x';
    private const char Vowel = '\0';

    // By the form after a consonant, which is how templates name a particle.
    private static readonly FrozenDictionary<string, string> AfterVowel = new Dictionary<string, string>
    {
        ["은"] = "는",
        ["이"] = "가",
        ["을"] = "를",
        ["과"] = "와",
        ["으로"] = "로",
        ["이랑"] = "랑",
        ["이다"] = "다",
        ["이에요"] = "예요",
        ["이야"] = "야",
        ["이고"] = "고",
        ["이라"] = "라",
        ["이나"] = "나",
        ["이요"] = "요",
        ["이네"] = "네",
        ["이었"] = "였",
        ["이죠"] = "죠",
        ["이면"] = "면",
        ["이라고"] = "라고",
        ["이라서"] = "라서",
    }.ToFrozenDictionary();

    public static bool IsParticle(string particle) => AfterVowel.ContainsKey(particle);

    public static string After(ReadOnlySpan<char> word, string particle)
    {
        var ending = Ending(word);
        var open = ending == Vowel || (ending == Rieul && particle == "으로");
        return open ? AfterVowel[particle] : particle;
    }

    private static char Ending(ReadOnlySpan<char> word)
    {
        for (var i = word.Length - 1; i >= 0; i--)
        {
            // What stands in parentheses is not read aloud, unless nothing stands before it.
            if (word[i] == ')' && word[..i].LastIndexOf('(') is > 0 and var open) i = open;
            else if (char.IsLetterOrDigit(word[i])) return Ending(word[i]);
        }

        return Vowel;
    }

    private static char Ending(char letter) => char.ToLowerInvariant(letter) switch
    {
        >= '가' and <= '힣' => ((letter - '가') % 28) switch { 0 => Vowel, 8 => Rieul, _ => Consonant },
        '1' or '7' or '8' or 'l' or 'r' => Rieul,
        '0' or '3' or '6' or 'm' or 'n' => Consonant,
        _ => Vowel,
    };
}
