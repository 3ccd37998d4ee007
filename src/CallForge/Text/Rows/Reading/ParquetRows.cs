using System.Runtime.InteropServices;
using CallForge.Text.Json;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace CallForge.Text.Rows.Reading;

/// <summary>
/// The rows of a Parquet file, row group by row group. Columns of texts and numbers are read, and lists of messages with
/// texts in them; what is nested deeper, such as tools as structs, is passed over.
/// </summary>
internal static class ParquetRows
{
    /// <exception cref="ParquetException">It is no Parquet file, or a broken one.</exception>
    public static IEnumerable<RowFields> Read(string path)
    {
        using var file = new ParquetFileReader(path);
        for (var group = 0; group < file.FileMetaData.NumRowGroups; group++)
        {
            using var rows = file.RowGroup(group);
            var count = checked((int)rows.MetaData.NumRows);
            var columns = new Dictionary<string, byte[]?[][]>(StringComparer.Ordinal);
            for (var i = 0; i < rows.MetaData.NumColumns; i++)
            {
                using var column = rows.Column(i);
                var name = NameOf(column.ColumnDescriptor.Path.ToDotString());
                if (name is not null && !columns.ContainsKey(name) && Values(column, count) is { } values) columns.Add(name, values);
            }

            for (var row = 0; row < count; row++) yield return Fields(columns, row);
        }
    }

    /// <summary><c>messages.list.element.role</c> is <c>messages.role</c>; null for what lies deeper.</summary>
    private static string? NameOf(string path)
    {
        string[] parts = [.. path.Split('.').Where(part => part is not ("list" or "element" or "item" or "bag" or "array"))];
        return parts.Length <= 2 ? string.Join('.', parts) : null;
    }

    private static RowFields Fields(Dictionary<string, byte[]?[][]> columns, int row)
    {
        var messages = Messages("messages") ?? Messages("conversations") ?? Messages("conversation") ?? [];
        return new RowFields(Text("id") ?? Text("custom_id"), Text("scenario_type"), Value("uid") ?? Value("user_id"), Value("dates") ?? Value("date"),
            messages, messages.Count == 0 ? Value("text") : null, Value("system"));

        byte[]? Value(string name) => columns.TryGetValue(name, out var values) && values[row] is [{ } one] ? one : null;

        string? Text(string name) => Value(name) is { } value ? Encoding.UTF8.GetString(value) : null;

        IReadOnlyList<RowMessage>? Messages(string name)
        {
            if (Value(name) is { } json) return new JsonTape() is var tape && tape.Read(json) ? JsonRow.Messages(tape, 0) : [];
            var (roles, contents) = (Column($"{name}.role") ?? Column($"{name}.from"), Column($"{name}.content") ?? Column($"{name}.value"));
            if (roles is null) return null;
            var calls = Column($"{name}.tool_calls");
            return [.. roles.Select((role, i) => new RowMessage(role is null ? "" : Encoding.UTF8.GetString(role), At(contents, i), At(calls, i)))];
        }

        byte[]?[]? Column(string name) => columns.TryGetValue(name, out var values) ? values[row] : null;

        static ReadOnlyMemory<byte> At(byte[]?[]? values, int index) => values is not null && index < values.Length ? values[index] : null;
    }

    /// <summary>For each row its values; null if the column is of a kind that is not read.</summary>
    private static byte[]?[][]? Values(ColumnReader column, int rows) => column switch
    {
        ColumnReader<ByteArray> texts => Values(texts, rows, Copy),
        ColumnReader<long> numbers => Values(numbers, rows, number => Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        ColumnReader<int> numbers => Values(numbers, rows, number => Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        _ => null,
    };

    private static byte[] Copy(ByteArray text)
    {
        var copy = new byte[text.Length];
        if (text.Length > 0) Marshal.Copy(text.Pointer, copy, 0, text.Length);
        return copy;
    }

    private static byte[]?[][]? Values<T>(ColumnReader<T> column, int rows, Func<T, byte[]> toUtf8)
        where T : unmanaged
    {
        const int Batch = 1024;
        if (column.ColumnDescriptor.MaxRepetitionLevel > 1) return null;
        var (most, isList) = (column.ColumnDescriptor.MaxDefinitionLevel, column.ColumnDescriptor.MaxRepetitionLevel == 1);
        var (definitions, repetitions, values) = (new short[Batch], new short[Batch], new T[Batch]);
        var (all, row) = (new List<byte[]?>[rows], -1);
        while (column.HasNext)
        {
            var levels = (int)column.ReadBatch(Batch, definitions, repetitions, values, out _);
            for (int i = 0, value = 0; i < levels; i++)
            {
                if (!isList || repetitions[i] == 0) all[++row] = [];
                var isThere = most == 0 || definitions[i] == most;
                // Of an empty list there is one level below that of its elements, and no element.
                if (isThere) all[row].Add(toUtf8(values[value++]));
                else if (!isList || definitions[i] >= most - 1) all[row].Add(null);
            }
        }

        return [.. all.Select(list => list?.ToArray() ?? [])];
    }
}
