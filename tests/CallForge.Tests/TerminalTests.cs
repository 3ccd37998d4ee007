using Xunit;

namespace CallForge.Tests;

public sealed class TerminalTests
{
    [Fact]
    public void What_many_say_at_once_stands_in_lines_of_their_own()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error, IsInteractive: false);
        Parallel.For(0, 10_000, i => terminal.Warn($"{i}"));
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(i => $"warning: {i}").Order(StringComparer.Ordinal),
            error.ToString().TrimEnd().Split(Environment.NewLine).Order(StringComparer.Ordinal));
    }
}
