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
                Assert.Equal(expected.GetString(), Rendered(text));
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
        Assert.Equal(json, Rendered(text));

    /// <summary>Found by <c>bench/fuzz.sh</c> against python3.</summary>
    [Theory]
    [InlineData("{0: 1, -.0: 5}", "{\"0\": 5}")]
    [InlineData("{-0: 1, 0.0: 2}", "{\"0\": 2}")]
    [InlineData("{True: 1, 1.0: 2}", "{\"true\": 2}")]
    [InlineData("{10000000000000000: 1, 1e16: 2}", "{\"10000000000000000\": 2}")]
    [InlineData("{1e22: 1, 10000000000000000000000: 2}", "{\"1e+22\": 2}")]
    [InlineData("{0.5: 1, 5e-1: 2, 0: 3}", "{\"0.5\": 2, \"0\": 3}")]
    public void Keys_that_Python_calls_equal_are_one(string text, string json) =>
        Assert.Equal(json, Rendered(text));

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

    /// <summary>As it stands in a row.</summary>
    private static string Rendered(string literal) => Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(PythonLiteral.ToJson(literal))));
}
