using System.Text;
using System.Text.Json;
using CallForge.Text.Json;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Text.Json;

public sealed class JsonTapeTests
{
    private static readonly Gen<string> Text = Gen.OneOf("\"\"", "\"a\"", "\"\\n\"", "\"김\\ud83d\\ude00치\"", "\"~/\"", "\"\\u0000\"", "\"b\"", "\"\\/c\"");

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Text, Gen.OneOf("null", "true", "false", "-0", "1E5", "0.10", "1e400", "123456789012345678901234567890"),
        Gen.Long.Select(number => $"{number}"), Gen.Double[-1e9, 1e9].Select(number => JsonSerializer.Serialize(number)));

    private static readonly Gen<string> Value = Gen.Recursive<string>((depth, self) => depth > 4 ? Scalar : Gen.OneOf(
        Scalar,
        self.List[0, 4].Select(items => $"[{string.Join(" , ", items)}]"),
        Gen.Select(Gen.Shuffle(new[] { "\"a\"", "\"\\u006b\"", "\"~/\"", "\"김\"", "\"\"" }), self.List[0, 5])
            .Select((names, values) => $"{{ {string.Join(",", values.Select((value, i) => $"{names[i]} :{value}"))}}}")));

    [Fact]
    public void Every_value_is_found_as_JsonDocument_finds_it()
    {
        Value.Sample(json =>
        {
            var tape = new JsonTape();
            Assert.True(tape.Read(Encoding.UTF8.GetBytes("[1, {\"x\": \"\\n\"}]"))); // What it held before leaves no trace.
            Assert.True(tape.Read(Encoding.UTF8.GetBytes(json)));
            Assert.Equal(tape.Count, AssertSame(JsonDocument.Parse(json).RootElement, tape, 0, ""));
        }, iter: 5_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{} {}")]
    [InlineData("[1,]")]
    [InlineData("NaN")]
    [InlineData("01")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\": 1}")]
    [InlineData("[1")]
    public void What_is_no_JSON_is_no_value_and_no_exception(string json)
    {
        var tape = new JsonTape();
        Assert.False(tape.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(0, tape.Count);
        Assert.True(tape.Read("5"u8.ToArray()));
    }

    [Fact]
    public void Depth_has_a_limit_and_bytes_must_be_UTF_8()
    {
        var tape = new JsonTape();
        Assert.True(tape.Read(Encoding.UTF8.GetBytes(new string('[', 128) + new string(']', 128))));
        Assert.False(tape.Read(Encoding.UTF8.GetBytes(new string('[', 129) + new string(']', 129))));
        Assert.False(tape.Read(new byte[] { (byte)'"', 0xFF, (byte)'"' }));
    }

    [Theory]
    [InlineData("9007199254740993", true, "9007199254740993")]
    [InlineData("3.0", true, "3.0")]
    [InlineData("30e-1", true, "3.0")]
    [InlineData("0.1", false, "0.1")]
    [InlineData("9223372036854775808", false, "9223372036854775808")]
    [InlineData("1e400", false, null)]
    [InlineData("0.12345678901234567890123456789", false, null)]
    [InlineData("12345678901234567890123456789", false, null)]
    public void A_number_is_exact_or_none(string json, bool isInteger, string? number)
    {
        var tape = new JsonTape();
        Assert.True(tape.Read(Encoding.UTF8.GetBytes(json)));
        Assert.Equal(isInteger, tape.TryInteger(0, out var whole));
        Assert.Equal(number is not null, tape.TryDecimal(0, out var value));
        if (number is not null) Assert.Equal(decimal.Parse(number), value);
        if (isInteger) Assert.Equal(value, whole);
    }

    [Fact]
    public void Numbers_are_compared_exactly() =>
        Gen.Select(Gen.Decimal, Gen.Decimal, Gen.Int[0, 3]).Sample((one, other, zeros) =>
        {
            var left = new JsonNumber(Encoding.UTF8.GetBytes($"{one}"));
            var right = new JsonNumber(Encoding.UTF8.GetBytes($"{other}"));
            Assert.Equal(Math.Sign(one.CompareTo(other)), Math.Sign(JsonNumber.Compare(left, right)));
            var longer = new JsonNumber(Encoding.UTF8.GetBytes($"{one}{(one == decimal.Truncate(one) && !$"{one}".Contains('.', StringComparison.Ordinal) ? "." : "")}{new string('0', zeros + 1)}e0"));
            Assert.Equal(0, JsonNumber.Compare(left, longer));
            Assert.Equal(left.Hash(), longer.Hash());
            Assert.Equal(one == decimal.Truncate(one), left.IsInteger);
        });

    [Theory]
    [InlineData("{\"a\": 1, \"b\": [1, 2]}", "{\"b\": [1.0, 2], \"a\": 1e0}", true)]
    [InlineData("{\"a\": 1}", "{\"a\": 1, \"b\": 2}", false)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("\"\\u0061\"", "\"a\"", true)]
    [InlineData("0", "-0.0", true)]
    [InlineData("0", "false", false)]
    public void Equality_is_of_what_is_said(string one, string other, bool areEqual)
    {
        var (left, right) = (new JsonTape(), new JsonTape());
        Assert.True(left.Read(Encoding.UTF8.GetBytes(one)) && right.Read(Encoding.UTF8.GetBytes(other)));
        Assert.Equal(areEqual, TapeEquality.AreEqual(left, 0, right, 0));
        Assert.Equal(areEqual, TapeEquality.AreEqual(right, 0, left, 0));
    }

    [Fact]
    public void Wide_objects_are_compared_without_order()
    {
        string Wide(IEnumerable<int> keys) => $"{{{string.Join(", ", keys.Select(key => $"\"k{key}\": {key}"))}}}";
        var (left, right) = (new JsonTape(), new JsonTape());
        Assert.True(left.Read(Encoding.UTF8.GetBytes(Wide(Enumerable.Range(0, 20_000)))) && right.Read(Encoding.UTF8.GetBytes(Wide(Enumerable.Range(0, 20_000).Reverse()))));
        Assert.True(TapeEquality.AreEqual(left, 0, right, 0));
        Assert.True(right.Read(Encoding.UTF8.GetBytes(Wide(Enumerable.Range(1, 20_000)))));
        Assert.False(TapeEquality.AreEqual(left, 0, right, 0));
    }

    [Theory]
    [InlineData("/01")]
    [InlineData("/2")]
    [InlineData("/-")]
    [InlineData("0")]
    [InlineData("/0/a")]
    [InlineData("/99999999999")]
    public void A_pointer_to_nothing_finds_nothing(string pointer)
    {
        var tape = new JsonTape();
        Assert.True(tape.Read("[1, 2]"u8.ToArray()));
        Assert.Equal(-1, TapePointer.Find(tape, pointer));
    }

    /// <returns>The node behind this one.</returns>
    private static int AssertSame(JsonElement expected, JsonTape tape, int node, string pointer)
    {
        Assert.Equal(expected.GetRawText(), Encoding.UTF8.GetString(tape.Raw(node)));
        Assert.Equal(pointer, TapePointer.Of(tape, node));
        Assert.Equal(node, TapePointer.Find(tape, pointer));
        Assert.Equal(Enum.Parse<JsonKind>($"{expected.ValueKind}"), tape.Kind(node));
        var next = node + 1;
        if (expected.ValueKind == JsonValueKind.String) Assert.Equal(expected.GetString(), Encoding.UTF8.GetString(tape.Text(node)));
        if (expected.ValueKind == JsonValueKind.Number && expected.TryGetInt64(out var integer)) Assert.True(tape.TryInteger(node, out var own) && own == integer);
        if (expected.ValueKind == JsonValueKind.Array)
            foreach (var (item, i) in expected.EnumerateArray().Select((item, i) => (item, i)))
            {
                Assert.Equal(next, tape.At(node, i));
                next = AssertSame(item, tape, next, $"{pointer}/{i}");
            }

        if (expected.ValueKind == JsonValueKind.Object)
            foreach (var member in expected.EnumerateObject())
            {
                Assert.Equal(next, tape.Find(node, Encoding.UTF8.GetBytes(member.Name)));
                next = AssertSame(member.Value, tape, next, $"{pointer}/{TapePointer.Escape(member.Name)}");
            }

        Assert.Equal(next, tape[node].End);
        return next;
    }
}
