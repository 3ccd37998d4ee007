using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace CallForge.Preprocess;

/// <summary>
/// Writes rows as Parquet through Arrow's C++ writer, a row group at a time. Every column is optional and plain UTF-8:
/// <c>datasets</c> turns required columns into nullable ones and null-pads nested tool structs (docs/dataset.md).
/// </summary>
internal sealed partial class ParquetRowWriter : IDisposable
{
    /// <summary>Small enough for the Hub's viewer to read one at a time.</summary>
    private const int MaxRowGroupRows = 2000;
    private const int MaxRowGroupBytes = 16 * 1024 * 1024;

    private static readonly (string Name, Func<Row, ReadOnlyMemory<byte>?> Value)[] BeforeMessages =
        [("id", row => row.Id), ("tools", row => row.Tools), ("uid", row => row.Uid), ("dates", row => row.Dates)];

    private static readonly (string Name, Func<Row, ReadOnlyMemory<byte>?> Value)[] AfterMessages =
        [("system_prompt", row => row.SystemPrompt), ("scenario_type", row => row.ScenarioType)];

    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _writer;
    private readonly List<Row> _rows = [];
    private byte[] _block = GC.AllocateUninitializedArray<byte>(1 << 20, pinned: true);
    private int _bytes;

    public ParquetRowWriter(Stream stream)
    {
        using var properties = new WriterPropertiesBuilder()
            .Compression(Compression.Zstd).CompressionLevel(3)
            .DisableDictionary()
            .EnableDictionary("uid").EnableDictionary("dates").EnableDictionary("scenario_type")
            .EnableDictionary("messages.list.element.role")
            .EnableWritePageIndex()
            .Build();
        _output = new ManagedOutputStream(stream, leaveOpen: true);
        _writer = new ParquetFileWriter(_output, Schema(), properties);
    }

    public void Write(Row row)
    {
        _rows.Add(row);
        _bytes += row.Length;
        if (_rows.Count == MaxRowGroupRows || _bytes >= MaxRowGroupBytes) TellingWhy(WriteRowGroup);
    }

    public void Close() => TellingWhy(() =>
    {
        if (_rows.Count > 0) WriteRowGroup();
        _writer.Close();
    });

    public void Dispose()
    {
        TellingWhy(_writer.Dispose);
        _output.Dispose();
    }

    /// <summary>The C++ writer hands the exception of our own stream back as a text with a stack trace; its reason is the first line.</summary>
    private static void TellingWhy(Action write)
    {
        try
        {
            write();
        }
        catch (ParquetException exception)
        {
            throw new IOException(OwnReason().Match(exception.Message) is { Success: true } reason ? reason.Groups[1].Value : exception.Message, exception);
        }
    }

    [GeneratedRegex(@"IOException: (.*)")]
    private static partial Regex OwnReason();

    private static GroupNode Schema()
    {
        using var text = LogicalType.String();
        using var list = LogicalType.List();
        Node Text(string name) => new PrimitiveNode(name, Repetition.Optional, text, PhysicalType.ByteArray);
        var message = new GroupNode("element", Repetition.Optional, [Text("role"), Text("content")]);
        var messages = new GroupNode("messages", Repetition.Optional, [new GroupNode("list", Repetition.Repeated, [message])], list);
        return new GroupNode("schema", Repetition.Required,
            [.. BeforeMessages.Select(column => Text(column.Name)), messages, .. AfterMessages.Select(column => Text(column.Name))]);
    }

    private void WriteRowGroup()
    {
        using var group = _writer.AppendRowGroup();
        foreach (var (_, value) in BeforeMessages) WriteTexts(group, value);
        var messages = _rows.SelectMany(row => row.Messages).ToList();
        var (definitions, repetitions) = MessageLevels(messages.Count);
        WriteColumn(group, messages.ConvertAll(message => message.Role), definitions, repetitions);
        WriteColumn(group, messages.ConvertAll(message => message.Content), definitions, repetitions);
        foreach (var (_, value) in AfterMessages) WriteTexts(group, value);
        group.Close();
        _rows.Clear();
        _bytes = 0;
    }

    /// <summary>Definition 1 = a value, 0 = null.</summary>
    private void WriteTexts(RowGroupWriter group, Func<Row, ReadOnlyMemory<byte>?> value)
    {
        var texts = _rows.ConvertAll(row => value(row));
        WriteColumn(group,
            [.. texts.Where(text => text is not null).Select(text => text!.Value)],
            [.. texts.Select(text => (short)(text is null ? 0 : 1))],
            repetitions: default);
    }

    /// <summary>Definition 4 = a value inside an optional element of a present list; repetition 0 starts a row's list.</summary>
    private (short[] Definitions, short[] Repetitions) MessageLevels(int count)
    {
        var (definitions, repetitions) = (new short[count], new short[count]);
        Array.Fill(definitions, (short)4);
        Array.Fill(repetitions, (short)1);
        var start = 0;
        foreach (var row in _rows)
        {
            repetitions[start] = 0;
            start += row.Messages.Count;
        }

        return (definitions, repetitions);
    }

    /// <summary>The writer takes values as pointers, so they are laid into one pinned block first.</summary>
    private unsafe void WriteColumn(
        RowGroupWriter group, List<ReadOnlyMemory<byte>> texts, ReadOnlySpan<short> definitions, ReadOnlySpan<short> repetitions)
    {
        var length = texts.Sum(text => text.Length);
        if (length > _block.Length) _block = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        var values = new ByteArray[texts.Count];
        var pointer = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_block, 0);
        for (var i = 0; i < texts.Count; i++)
        {
            texts[i].Span.CopyTo(new Span<byte>(pointer, texts[i].Length));
            values[i] = new ByteArray((nint)pointer, texts[i].Length);
            pointer += texts[i].Length;
        }

        using var writer = (ColumnWriter<ByteArray>)group.NextColumn();
        writer.WriteBatch(definitions.Length, definitions, repetitions, values);
    }
}
