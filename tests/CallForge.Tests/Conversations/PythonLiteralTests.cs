using System.Text;
using CallForge.Conversations;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class PythonLiteralTests
{
    [Fact]
    public void Every_recorded_literal_means_what_Python_says_or_is_refused()
    {
        var cases = Fixture.Json("python_literals.json").EnumerateArray().ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, vector =>
        {
            var text = vector.GetProperty("in").GetString()!;
            if (vector.TryGetProperty("out", out var expected))
                Assert.Equal(expected.GetString(), Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(PythonLiteral.ToJson(text)))));
            else
                Assert.Throws<FormatException>(() => PythonLiteral.ToJson(text));
        });
    }

    /// <summary>Found by <c>bench/fuzz.sh</c> against python3.</summary>
    [Theory]
    [InlineData("'''a\rb\r\nc'''", "\"a\\nb\\nc\"")]
    [InlineData("'''a\u0085\u2028\r'''", "\"a\u0085\u2028\\n\"")]
    [InlineData("\n ['a'\n 'b'] # c\n", "[\"ab\"]")]
    public void Ends_of_lines_mean_what_they_mean_to_Python(string text, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(PythonLiteral.ToJson(text)))));

    [Theory]
    [InlineData("'a'\n'b'")]
    [InlineData("-\n1")]
    [InlineData("--1")]
    [InlineData("-+5")]
    [InlineData("'\0'")]
    [InlineData("1 # \0")]
    public void What_Python_refuses_is_refused(string text) => Assert.Throws<FormatException>(() => PythonLiteral.ToJson(text));

    [Theory]
    [InlineData("{'a': '\\ud800'}")]
    [InlineData("'\\N{BULLET}'")]
    [InlineData("{'a': 1e999}")]
    [InlineData("012")]
    [InlineData("1__0")]
    [InlineData("{1: 'a', '1': 'b'}")]
    public void What_JSON_cannot_say_is_an_error_of_the_payload(string text) =>
        Assert.NotNull(Payload.Read(Encoding.UTF8.GetBytes(text)).Error);
}
