using System.Text.Json;
using CallForge.Domains;

namespace CallForge.Files;

/// <summary>Reads <c>batch_input.jsonl</c> back, request by request, for what the steps after it need.</summary>
internal sealed class BatchInput(string path) : IDisposable
{
    private readonly LineReader _lines = new(path);

    public string CustomId { get; private set; } = "";

    public bool Read()
    {
        while (_lines.Read())
        {
            if (_lines.Line.IsEmpty && !_lines.IsTooLong) continue;
            CustomId = Understand(() => RequestLine.CustomIdOf(_lines.Line.Span), _lines.LineNumber);
            return true;
        }

        return false;
    }

    /// <summary>What the current request asks for; null if it was made elsewhere. To be read later, by any thread.</summary>
    public Func<Scenario?> Scenario()
    {
        var block = RequestLine.ScenarioBlockOf(_lines.Line.Span).ToArray();
        var line = _lines.LineNumber;
        return () => Understand(() => RequestLine.ScenarioOf(block), line);
    }

    public CommandFailure Bad(string what) => Bad(what, _lines.LineNumber);

    private CommandFailure Bad(string what, int line, Exception? inner = null) => new(
        $"'{path}:{line}' {what}; restore the file that was submitted, or make it again with callforge generate-batch and the same options.", inner: inner);

    public void Dispose() => _lines.Dispose();

    private T Understand<T>(Func<T> read, int line)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Bad("is not the batch request it was", line, exception);
        }
    }
}
