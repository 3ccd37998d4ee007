using System.Text;
using CallForge.LocalServer;
using Xunit;

namespace CallForge.Tests.LocalServer;

public sealed class LineScannerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a\nb\n")]
    [InlineData("a\nb")]
    [InlineData("\n\na\r\n\u2028b\u0085c\n")]
    public void Lines_are_split_at_line_feeds_only_and_know_their_place(string text) => AssertLines(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Lines_longer_than_the_buffer_and_across_its_end_are_whole()
    {
        var text = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i * 100_003));
        AssertLines(Encoding.ASCII.GetBytes(string.Join('\n', text)));
    }

    private static void AssertLines(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var scanner = new LineScanner(stream);
        var found = new List<string>();
        while (scanner.TryRead(out var line))
        {
            Assert.True(bytes.AsSpan((int)scanner.Offset, line.Length).SequenceEqual(line));
            found.Add(Encoding.UTF8.GetString(line));
            Assert.Equal(found.Count, scanner.Number);
        }

        var expected = Encoding.UTF8.GetString(bytes).Split('\n').ToList();
        if (expected[^1].Length == 0) expected.RemoveAt(expected.Count - 1);
        Assert.Equal(expected, found);
    }
}
