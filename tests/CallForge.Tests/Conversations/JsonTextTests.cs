using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CallForge.Conversations;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class JsonTextTests
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Every_text_is_read_back_escaped_or_not_and_its_end_is_found() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Select(Gen.Bool).Sample(both =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(both.Item1 + "배달 🍕", both.Item2 ? Raw : JsonSerializerOptions.Default);
            var length = JsonText.LengthOf([.. json.AsSpan(1), .. "],\"next\""u8], 0);
            return length == json.Length - 2 && Encoding.UTF8.GetString(new JsonText(json.AsMemory(1, length)).Decode().Span) == both.Item1 + "배달 🍕";
        });

    /// <summary>However the bytes come in: what was searched before holds no end.</summary>
    [Fact]
    public void The_end_of_a_text_full_of_quotes_and_backslashes_is_found_from_wherever_the_search_goes_on() =>
        Gen.OneOf(Gen.Const("\\\""), Gen.Const("\\\\"), Gen.Const("\\n"), Gen.Const("배달"), Gen.Char['a', 'z'].Select(letter => new string(letter, 7))).Array[0, 40].Sample(pieces =>
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(pieces) + "\", \"next\"");
            var end = Encoding.UTF8.GetByteCount(string.Concat(pieces));
            for (var searched = 0; searched <= end; searched++)
            {
                Assert.Equal(end, JsonText.LengthOf(text, searched));
                Assert.Equal(-1, JsonText.LengthOf(text.AsSpan(0, end), searched));
            }
        }, iter: 2_000);

    [Theory]
    [InlineData("\\ud83d", "\\ud83d")]
    [InlineData("\\ude00\\ud83d", "\\ude00\\ud83d")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\\ud83d😀")]
    [InlineData("\\u0041\\/\\\\\\\"", "A/\\\"")]
    public void Half_of_a_surrogate_pair_stays_the_escape_it_was(string escaped, string decoded) =>
        Assert.Equal(decoded, Encoding.UTF8.GetString(new JsonText(Encoding.UTF8.GetBytes(escaped)).Decode().Span));

    [Theory]
    [InlineData("\\x")]
    [InlineData("\\")]
    [InlineData("\\u12")]
    [InlineData("\\u12g4")]
    [InlineData("\ud83d\\u12")]
    [InlineData("a\nb")]
    public void What_is_no_JSON_string_is_refused(string escaped) =>
        Assert.Throws<JsonException>(() => new JsonText(Encoding.UTF8.GetBytes(escaped)).Decode());

    [Fact]
    public void What_is_no_UTF8_is_refused() => Assert.Throws<JsonException>(() => new JsonText(new byte[] { 0xC3, 0x28 }).Decode());
}
