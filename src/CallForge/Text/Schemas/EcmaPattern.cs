using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Text.Schemas;

/// <summary>
/// A pattern as JSON Schema means it, in ECMAScript's flavour with code points, searched for in UTF-8. It runs in linear time
/// unless it looks around or back; then a time-out ends it.
/// </summary>
internal sealed class EcmaPattern
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const int StackChars = 256;
    private const string Pair = @"[\ud800-\udbff][\udc00-\udfff]";
    private const string Blank = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private const string NoBlank = @"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff"
        + @"\u3001-\ud7ff\ue000-\ufefe\uff00-\uffff";
    private const string NoWord = @"\u0000-/:-@\[-\^`{-\ud7ff\ue000-\uffff";
    private const string NoDigit = @"\u0000-/:-\ud7ff\ue000-\uffff";

    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    private EcmaPattern(string source, Regex regex) => (Source, _regex) = (source, regex);

    public string Source { get; }

    /// <summary>Null if it is no pattern of ECMAScript, or one that is not understood here; the reason is told.</summary>
    public static EcmaPattern? Compile(string source, out string reason)
    {
        reason = "";
        try
        {
            var translated = Translate(source);
            try
            {
                return new EcmaPattern(source, new Regex(translated, Options | RegexOptions.NonBacktracking, LongestMatch));
            }
            catch (NotSupportedException)
            {
                return new EcmaPattern(source, new Regex(translated, Options, LongestMatch));
            }
        }
        catch (ArgumentException exception)
        {
            reason = exception.Message.TrimEnd('.');
            return null;
        }
    }

    /// <returns>Null if it took too long to say.</returns>
    public bool? IsIn(ReadOnlySpan<byte> text)
    {
        var rented = text.Length > StackChars ? ArrayPool<char>.Shared.Rent(text.Length) : null;
        try
        {
            var chars = rented ?? stackalloc char[StackChars];
            return _regex.IsMatch(chars[..Encoding.UTF8.GetChars(text, chars)]);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
        finally
        {
            if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>The same pattern for .NET, where dots, classes and ends mean something a little different.</summary>
    private static string Translate(string source)
    {
        var output = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] == '[') i = Class(source, i, output);
            else if (source[i] == '\\') output.Append(Escape(source, ref i, isInClass: false));
            else if (source[i] == '$') output.Append(@"\z");
            else if (source[i] == '.') output.Append($@"(?:[^\n\r\u2028\u2029\ud800-\udfff]|{Pair})");
            else if (source[i] == '(' && source.AsSpan(i + 1) is ['?', not (':' or '=' or '!' or '<'), ..])
                throw new ArgumentException($"'{source.Substring(i, 3 > source.Length - i ? source.Length - i : 3)}' is no group of ECMAScript");
            else if (char.IsHighSurrogate(source[i]) && i + 1 < source.Length) output.Append($"(?:{source[i]}{source[++i]})");
            else output.Append(source[i]);
        }

        return output.ToString();
    }

    /// <summary>A class such as <c>[^a-z\d]</c>: what is not in it may be a pair of surrogates.</summary>
    /// <returns>Where its bracket closes.</returns>
    private static int Class(string source, int start, StringBuilder output)
    {
        var (i, isNegative, holdsPairs, members) = (start + 1, false, false, new StringBuilder());
        if (i < source.Length && source[i] == '^') (i, isNegative) = (i + 1, true);
        for (; i < source.Length && source[i] != ']'; i++)
        {
            if (char.IsSurrogate(source[i])) throw new ArgumentException("characters beyond U+FFFF are not supported in a class");
            if (source[i] == '\\')
            {
                holdsPairs |= source.AsSpan(i + 1) is ['D' or 'W' or 'S' or 'P', ..];
                members.Append(Escape(source, ref i, isInClass: true));
            }
            else
            {
                members.Append(source[i] == '[' ? @"\[" : source[i].ToString());
            }
        }

        if (i >= source.Length) throw new ArgumentException("a class has no ']'");
        var pair = holdsPairs != isNegative ? $"|{Pair}" : "";
        if (members.Length == 0) output.Append(isNegative ? $@"(?:[^\ud800-\udfff]|{Pair})" : @"[^\u0000-\uffff]");
        else output.Append(isNegative ? $@"(?:[^{members}\ud800-\udfff]{pair})" : $"(?:[{members}]{pair})");
        return i;
    }

    private static string Escape(string source, ref int i, bool isInClass)
    {
        if (++i >= source.Length) throw new ArgumentException("it ends in a backslash");
        switch (source[i])
        {
            case 'd': return isInClass ? "0-9" : "[0-9]";
            case 'w': return isInClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]";
            case 's': return isInClass ? Blank : $"[{Blank}]";
            case 'D': return isInClass ? NoDigit : $@"(?:[^0-9\ud800-\udfff]|{Pair})";
            case 'W': return isInClass ? NoWord : $@"(?:[^A-Za-z0-9_\ud800-\udfff]|{Pair})";
            case 'S': return isInClass ? NoBlank : $@"(?:[^{Blank}\ud800-\udfff]|{Pair})";
            case 'b' when !isInClass: return @"(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))";
            case 'B' when !isInClass: return @"(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))";
            case 'b': return @"\u0008";
            case 'u' when i + 1 < source.Length && source[i + 1] == '{': return CodePoint(source, ref i, isInClass);
            case 'p' or 'P': return Category(source, ref i, isInClass);
            case 'k' when !isInClass: return @"\k";
            case '0': return @"\u0000";
            case >= '1' and <= '9' when !isInClass: return $@"\{source[i]}";
            case 't' or 'n' or 'v' or 'f' or 'r' or 'c' or 'x' or 'u': return $@"\{source[i]}";
            case var other when char.IsAsciiLetterOrDigit(other): throw new ArgumentException($@"'\{other}' is no escape of ECMAScript");
            case var other: return other is '-' && isInClass ? @"\-" : Regex.Escape(other.ToString()) is [var plain] && plain is ']' or '}' ? $@"\{plain}" : Regex.Escape(other.ToString());
        }
    }

    private static string CodePoint(string source, ref int i, bool isInClass)
    {
        var end = source.IndexOf('}', i);
        if (end < 0 || !int.TryParse(source.AsSpan(i + 2, end - i - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || !Rune.IsValid(value))
            throw new ArgumentException(@"'\u{' needs a code point");
        i = end;
        if (value <= char.MaxValue) return $@"\u{value:x4}";
        return isInClass ? throw new ArgumentException("characters beyond U+FFFF are not supported in a class") : $"(?:{char.ConvertFromUtf32(value)})";
    }

    /// <summary>General categories such as <c>\p{L}</c>; of those beyond U+FFFF only letters of the plane below count.</summary>
    private static string Category(string source, ref int i, bool isInClass)
    {
        var end = source.IndexOf('}', i);
        if (end < 0 || source[i + 1] != '{') throw new ArgumentException(@"'\p' needs a name in braces");
        var name = source[(i + 2)..end];
        var isNegative = source[i] == 'P';
        i = end;
        var category = name switch
        {
            "Letter" => "L", "Lowercase_Letter" => "Ll", "Uppercase_Letter" => "Lu", "Number" => "N", "Decimal_Number" => "Nd",
            "Punctuation" => "P", "Symbol" => "S", "Mark" => "M", "Separator" => "Z", "Space_Separator" => "Zs",
            "Script=Hangul" or "sc=Hangul" => "Hangul",
            _ => name,
        };
        if (category != "Hangul") return $@"\{(isNegative ? 'P' : 'p')}{{{category}}}";
        const string hangul = @"\u1100-\u11ff\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb";
        if (isNegative && isInClass) throw new ArgumentException(@"'\P{Script=Hangul}' is not supported in a class");
        return isInClass ? hangul : isNegative ? $@"(?:[^{hangul}\ud800-\udfff]|{Pair})" : $"[{hangul}]";
    }
}
