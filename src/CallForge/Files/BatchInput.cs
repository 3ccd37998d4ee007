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
            CustomId = Understand(() => RequestLine.CustomIdOf(_lines.Line.Span));
            return true;
        }

        return false;
    }

    /// <summary>What the current request asks for; null if it was made elsewhere.</summary>
    public Scenario? Scenario() => Understand(() => RequestLine.ScenarioOf(_lines.Line.Span));

    public CommandFailure Bad(string what, Exception? inner = null) => new(
        $"'{path}:{_lines.LineNumber}' {what}; restore the file that was submitted, or make it again with callforge generate-batch and the same options.", inner: inner);

    public void Dispose() => _lines.Dispose();

    private T Understand<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Bad("is not the batch request it was", exception);
        }
    }
}
