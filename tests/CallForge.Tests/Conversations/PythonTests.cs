using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Conversations;

/// <summary>Thousands of random texts, as Python itself reads and writes them.</summary>
public sealed class PythonTests
{
    private const int Count = 3000;

    private static readonly Gen<string> Text = Gen.Char.Where(letter => !char.IsSurrogate(letter)).Array[0, 12].Select(letters => new string(letters));
    private static readonly Gen<string> Words = Gen.Int[0, 9].Select(i => new[] { "", "피자", "a b", "it's", "\"", "\\", "\n", "😀", "\u00A0", "\u2028" }[i]);
    private static readonly Gen<string> AnyText = Gen.OneOf(Text, Words);

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.Int.Select(number => $"{number}"), Gen.Long.Select(number => $"{number}"), Gen.ULong.Select(number => $"1{number}{number}"),
        Gen.Double.Where(double.IsFinite).Select(number => $"{number:R}"), Gen.Double[-1000, 1000].Select(number => $"{number:0.0##}"),
        Gen.Select(Gen.Int[-99, 99], Gen.Int[-320, 300]).Select((number, exponent) => $"{number}e{exponent}"));

    [Fact]
    public void Any_JSON_is_written_as_Python_writes_it() =>
        Json(4).Array[Count].Sample(
            cases => Assert.Equal(
                Python.Map("json.dumps(json.loads(text), ensure_ascii=False)", cases),
                cases.Select(text => Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(text))))),
            iter: 1, threads: 1);

    [Fact]
    public void Any_literal_means_what_Python_says() =>
        Literal(4).Array[Count].Sample(
            cases => Assert.Equal(
                Python.Map("json.dumps(ast.literal_eval(text), ensure_ascii=False)", cases),
                cases.Select(text => Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(PythonLiteral.ToJson(text)))))),
            iter: 1, threads: 1);

    private static Gen<string> Json(int depth)
    {
        var text = AnyText.Select(text => JsonSerializer.Serialize(text));
        var plain = Gen.OneOf(text, Number, Gen.Int[0, 2].Select(i => new[] { "true", "false", "null" }[i]));
        if (depth == 0) return plain;
        var inner = Json(depth - 1);
        return Gen.OneOf(
            plain,
            inner.Array[0, 4].Select(items => $"[{string.Join(" ,", items)}]"),
            Gen.Select(text, inner).Array[0, 4].Select(members => $"{{{string.Join(',', members.Select(member => $"{member.Item1} :{member.Item2}"))}}}"));
    }

    private static Gen<string> Literal(int depth)
    {
        var text = Gen.Select(AnyText, Gen.Bool).Select(Quote);
        var plain = Gen.OneOf(text, Number, Gen.Int[0, 2].Select(i => new[] { "True", "False", "None" }[i]));
        if (depth == 0) return plain;
        var inner = Literal(depth - 1);
        return Gen.OneOf(
            plain,
            inner.Array[0, 4].Select(items => $"[{string.Join(", ", items)}]"),
            inner.Array[2, 4].Select(items => $"({string.Join(", ", items)})"),
            Gen.Select(text, inner).Array[0, 4].Select(members => $"{{{string.Join(", ", members.Select(member => $"{member.Item1}: {member.Item2}"))}}}"));
    }

    /// <summary>As somebody may write a text in Python: either quote, some characters as escapes.</summary>
    private static string Quote(string text, bool isDouble)
    {
        var quote = isDouble ? '"' : '\'';
        var inside = text.Select(letter => letter switch
        {
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\0' => "\\0",
            < ' ' => $"\\x{(int)letter:x2}",
            '가' => "\\uac00",
            _ when letter == quote => $"\\{quote}",
            _ => $"{letter}",
        });
        return $"{quote}{string.Concat(inside)}{quote}";
    }
}
