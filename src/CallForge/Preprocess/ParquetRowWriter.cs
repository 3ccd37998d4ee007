using System.Text.RegularExpressions;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace CallForge.Preprocess;

/// <summary>
/// Writes rows as Parquet through Arrow's C++ writer. Every column is optional and plain UTF-8: <c>datasets</c> turns
/// required columns into nullable ones and null-pads nested tool structs (docs/dataset.md).
/// </summary>
internal sealed partial class ParquetRowWriter : RowWriter
{
    /// <summary>Small enough for the Hub's viewer to read one at a time.</summary>
    private const int MaxRowGroupRows = 2000;
    private const int MaxRowGroupBytes = 16 * 1024 * 1024;

    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _writer;
    private readonly ColumnWriter<ByteArray>[] _columns;
    private RowGroupWriter? _group;
    private int _rows;
    private int _bytes;

    public ParquetRowWriter(RowSchema schema, Stream stream)
    {
        using var properties = Properties(schema);
        using var root = Root(schema);
        _output = new ManagedOutputStream(stream, leaveOpen: true);
        _writer = new ParquetFileWriter(_output, root, properties);
        _columns = new ColumnWriter<ByteArray>[schema.Leaves.Count];
    }

    /// <summary>The values are compressed when this returns; nothing of the block is kept.</summary>
    public override void Write(RowBlock block) => TellingWhy(() =>
    {
        if (_group is not null && _rows + block.Rows > MaxRowGroupRows) EndGroup();
        if (_group is null) StartGroup();
        _rows += block.Rows;
        _bytes += block.Text.Length;
        var values = (ParquetBlock)block;
        Parallel.For(0, _columns.Length, leaf =>
        {
            var column = values.Values(leaf);
            _columns[leaf].WriteBatch(column.Levels, column.Definitions, column.Repetitions, column.Values);
        });
        // At once, not with the next block: the size of the file decides where that goes.
        if (_bytes >= MaxRowGroupBytes || _rows + block.Rows > MaxRowGroupRows) EndGroup();
    });

    public override void Close() => TellingWhy(() =>
    {
        if (_group is not null) EndGroup();
        _writer.Close();
    });

    public override void Dispose()
    {
        try
        {
            _group?.Dispose();
            _writer.Dispose();
        }
        catch (ParquetException)
        {
            // It writes what is left, which fails again on a full disk; the file is given up anyway.
        }

        _output.Dispose();
    }

    /// <summary>Buffered: its columns are filled side by side, so that two threads can compress at once.</summary>
    private void StartGroup()
    {
        _group = _writer.AppendBufferedRowGroup();
        for (var i = 0; i < _columns.Length; i++) _columns[i] = (ColumnWriter<ByteArray>)_group.Column(i);
    }

    private void EndGroup()
    {
        foreach (var column in _columns) column.Dispose();
        _group!.Close();
        _group.Dispose();
        (_group, _rows, _bytes) = (null, 0, 0);
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

    private static WriterProperties Properties(RowSchema schema)
    {
        using var properties = new WriterPropertiesBuilder();
        properties.Compression(Compression.Zstd).CompressionLevel(3).DisableDictionary().EnableWritePageIndex();
        foreach (var leaf in schema.Leaves.Where(leaf => leaf.Value.HasFewValues)) properties.EnableDictionary(leaf.Path);
        return properties.Build();
    }

    private static GroupNode Root(RowSchema schema)
    {
        using var text = LogicalType.String();
        using var json = LogicalType.Json();
        using var list = LogicalType.List();
        Node Value(Column column) => new PrimitiveNode(column.Name, Repetition.Optional, column.Type == ValueType.Json ? json : text, PhysicalType.ByteArray);
        Node Messages(Column column) => new GroupNode(
            column.Name, Repetition.Optional,
            [new GroupNode("list", Repetition.Repeated, [new GroupNode("element", Repetition.Optional, [.. column.Fields!.Select(Value)])])], list);
        return new GroupNode("schema", Repetition.Required, [.. schema.Columns.Select(column => column.Fields is null ? Value(column) : Messages(column))]);
    }
}
