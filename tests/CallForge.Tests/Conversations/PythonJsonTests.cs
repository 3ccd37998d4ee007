using System.Buffers;
using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Conversations;

public sealed class PythonJsonTests
{
    [Fact]
    public void Every_recorded_value_is_written_as_Python_wrote_it()
    {
        var cases = Fixture.Json("python_json.json").EnumerateArray().ToList();
        Assert.NotEmpty(cases);
        Assert.All(cases, vector => Assert.Equal(vector.GetProperty("out").GetString(), Rewrite(vector.GetProperty("in").GetString()!)));
    }

    [Fact]
    public void Writing_a_second_time_changes_nothing() =>
        Gen.String.Array.Select(Gen.Double, (texts, number) => JsonSerializer.Serialize(texts) + (char)0 + number).Sample(both =>
        {
            var once = Rewrite(both.Split((char)0)[0]);
            return Rewrite(once) == once;
        });

    [Fact]
    public void The_ascii_form_reads_back_as_the_same_text() =>
        Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(text =>
        {
            var output = new ArrayBufferWriter<byte>();
            PythonJson.WriteAscii(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text)), output);
            return output.WrittenSpan.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0
                && JsonSerializer.Deserialize<string>(output.WrittenSpan) == text;
        });

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("{'a': 1}")]
    [InlineData("NaN")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_single_JSON_value_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Rewrite(text));

    /// <summary>Both ways of writing must be one: the quick one says no where it is not sure.</summary>
    [Fact]
    public void The_quick_way_writes_what_the_careful_way_writes()
    {
        var vectors = Fixture.Json("python_json.json").EnumerateArray().Select(vector => vector.GetProperty("in").GetString()!).ToList();
        var quick = vectors.Count(json => IsQuick(Encoding.UTF8.GetBytes(json)));
        Assert.InRange(quick, 20, vectors.Count);

        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"한글\"", "\"\\n\"", "1", "-0", "0.5", "1.50", "1e3", "-", "007", "true", "nul", " ", "\n", "\""];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 12].Select(string.Concat).Sample(json => { IsQuick(Encoding.UTF8.GetBytes(json)); }, iter: 20_000);
        Gen.Int[0, vectors.Count - 1].Select(Gen.Int[0, 200], Gen.Char).Sample(change =>
        {
            var json = vectors[change.Item1];
            IsQuick(Encoding.UTF8.GetBytes(json.Insert(change.Item2 % (json.Length + 1), change.Item3.ToString())));
        });
    }

    private static bool IsQuick(byte[] json)
    {
        var output = new byte[PlainJson.MaxLength(json.Length)];
        if (!PlainJson.TryWrite(json, output, out var length)) return false;
        Assert.Equal(Encoding.UTF8.GetString(PythonJson.Write(json, out var repeatsKey)), Encoding.UTF8.GetString(output.AsSpan(0, length)));
        Assert.False(repeatsKey);
        return true;
    }

    /// <summary>Found by <c>bench/fuzz.sh</c> against python3.</summary>
    [Fact]
    public void An_integer_is_read_up_to_the_length_that_Python_reads()
    {
        Assert.Equal("-" + new string('9', 4300), Rewrite("-" + new string('9', 4300)));
        Assert.Throws<JsonException>(() => Rewrite(new string('9', 4301)));
    }

    private static string Rewrite(string json) => Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(json)));
}
