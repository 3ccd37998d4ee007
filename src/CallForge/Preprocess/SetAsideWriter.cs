using System.Buffers;
using System.Text;
using CallForge.Conversations;
using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>Writes <c>rejected.jsonl</c>, one line for each request or transcript that gave no row, and <c>repairs.jsonl</c>, one for each repair, <c>findings.jsonl</c>, one for each finding.</summary>
internal sealed class SetAsideWriter(DataFolder folder) : IDisposable
{
    private readonly AtomicFile _rejected = new(folder.RejectedFilePath);
    private readonly AtomicFile _repairs = new(folder.RepairsFilePath);
    private readonly AtomicFile _findings = new(folder.FindingsFilePath);
    private readonly TextOutput _line = new(4096);
    private readonly ArrayBufferWriter<byte> _output = new();

    public void Write(Converted converted)
    {
        var id = converted.Item.Id;
        foreach (var repair in converted.Repairs)
            WriteLine(_repairs, $$$"""{"id":{{{Quote(id)}}},"code":"{{{repair.Code}}}","message":{{{Quote(repair.Message)}}},"line":{{{repair.Line}}},"excerpt":{{{Quote(repair.Excerpt)}}}}""");
        foreach (var finding in converted.Findings)
        {
            _line.Clear();
            FindingJson.WriteLine(id, finding, _line);
            _findings.Stream.Write(_line.Written);
        }

        if (converted.Rejection is { } rejection)
            WriteLine(_rejected, $$$"""{"id":{{{Quote(id)}}},"code":"{{{rejection.Code}}}","message":{{{Quote(rejection.Message)}}},"line":{{{rejection.Line}}},"excerpt":{{{Quote(rejection.Excerpt)}}},"transcript":{{{Quote(converted.Item.Transcript!.Value.Span)}}}}""");
        else if (converted.Item.Failure is { } failure)
            WriteLine(_rejected, $$$"""{"id":{{{Quote(id)}}},"code":{{{Quote(failure.Reason)}}},"message":{{{Quote(failure.Message)}}},"line":null,"excerpt":null,"transcript":null}""");
    }

    public void Commit()
    {
        _rejected.Commit();
        _repairs.Commit();
        _findings.Commit();
    }

    public void Dispose()
    {
        _rejected.Dispose();
        _repairs.Dispose();
        _findings.Dispose();
    }

    private static void WriteLine(AtomicFile file, string line) => file.Stream.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private string Quote(string text) => Quote(Encoding.UTF8.GetBytes(text));

    private string Quote(ReadOnlySpan<byte> utf8)
    {
        _output.ResetWrittenCount();
        PythonString.WriteEscaped(utf8, _output);
        return $"\"{Encoding.UTF8.GetString(_output.WrittenSpan)}\"";
    }
}
