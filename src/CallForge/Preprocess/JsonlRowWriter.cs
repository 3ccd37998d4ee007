using System.Buffers;
using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>Writes rows as JSON lines with the columns of the Parquet file.</summary>
internal sealed class JsonlRowWriter(Stream stream)
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);

    public void Write(Row row)
    {
        _output.ResetWrittenCount();
        WriteText("{\"id\":"u8, row.Id);
        WriteText(",\"tools\":"u8, row.Tools);
        WriteText(",\"uid\":"u8, row.Uid);
        WriteText(",\"dates\":"u8, row.Dates);
        _output.Write(",\"messages\":["u8);
        for (var i = 0; i < row.Messages.Count; i++)
        {
            WriteText(i == 0 ? "{\"role\":"u8 : ",{\"role\":"u8, row.Messages[i].Role);
            WriteText(",\"content\":"u8, row.Messages[i].Content);
            _output.Write("}"u8);
        }

        WriteText("],\"system_prompt\":"u8, row.SystemPrompt);
        if (row.ScenarioType is { } type)
            WriteText(",\"scenario_type\":"u8, type);
        else
            _output.Write(",\"scenario_type\":null"u8);
        _output.Write("}\n"u8);
        stream.Write(_output.WrittenSpan);
    }

    private void WriteText(ReadOnlySpan<byte> before, ReadOnlyMemory<byte> text)
    {
        _output.Write(before);
        _output.Write("\""u8);
        PythonString.WriteEscaped(text.Span, _output);
        _output.Write("\""u8);
    }
}
