using ParquetSharp;

namespace CallForge.Publish;

/// <summary>Reads a Parquet file whole, value by value.</summary>
internal static class ParquetInspection
{
    private const int BatchSize = 1024;

    /// <exception cref="InvalidDataException">It is not one, or is damaged.</exception>
    public static InspectedFile Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new ParquetFileReader(path);
            var metadata = reader.FileMetaData;
            var search = new SecretSearch();
            var secrets = new List<FoundSecret>();
            long rows = 0;
            for (var group = 0; group < metadata.NumRowGroups; group++)
            {
                using var rowGroup = reader.RowGroup(group);
                for (var column = 0; column < metadata.Schema.NumColumns; column++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var counted = Search(rowGroup, column, metadata.Schema, search, secrets, rows);
                    if (counted != rowGroup.MetaData.NumRows)
                        throw new InvalidDataException($"row group {group} has {counted} values in column {column} for {rowGroup.MetaData.NumRows} rows");
                }

                rows += rowGroup.MetaData.NumRows;
            }

            return InspectedFile.Of(checked((int)rows), Columns(metadata.Schema), secrets);
        }
        catch (ParquetException exception)
        {
            throw new InvalidDataException(exception.Message.Split('\n')[0], exception);
        }
    }

    /// <summary>How many rows the column has; what looks like a secret is added to the others.</summary>
    private static long Search(RowGroupReader group, int column, SchemaDescriptor schema, SecretSearch search, List<FoundSecret> secrets, long rowsBefore)
    {
        var name = schema.Column(column).Path.ToDotVector()[0];
        long rows = 0;
        ParquetValues.Read(group, column, BatchSize, (row, value, _) =>
        {
            rows = row + 1;
            if (secrets.Count < FoundSecret.MaxOfFile && search.Find(value) is { } kind)
                secrets.Add(new FoundSecret($"row {rowsBefore + row + 1}{IdOf(group, schema, row, search)}, column '{name}'", kind));
            return true;
        });
        return rows;
    }

    /// <summary>The row's id, unless it is the secret itself.</summary>
    private static string IdOf(RowGroupReader group, SchemaDescriptor schema, long wanted, SecretSearch search)
    {
        var id = "";
        for (var column = 0; column < schema.NumColumns; column++)
            if (schema.Column(column).Path.ToDotString() == "id")
                ParquetValues.Read(group, column, BatchSize, (row, value, _) =>
                {
                    if (row == wanted && search.Find(value) is null) id = $" ('{System.Text.Encoding.UTF8.GetString(value)}')";
                    return row < wanted;
                });
        return id;
    }

    private static List<Column> Columns(SchemaDescriptor schema)
    {
        var leaves = new List<(string Name, string[] Path, string Type)>();
        for (var i = 0; i < schema.NumColumns; i++)
        {
            var leaf = schema.Column(i);
            using var logical = leaf.LogicalType;
            var type = logical switch
            {
                StringLogicalType => "string",
                JsonLogicalType => "JSON",
                _ => leaf.PhysicalType.ToString().ToLowerInvariant(),
            };
            var path = leaf.Path.ToDotVector();
            leaves.Add((path[0], path, type));
        }

        return [.. leaves.GroupBy(leaf => leaf.Name).Select(top => new Column(top.Key, top.First().Path.Length switch
        {
            1 => top.First().Type,
            3 => $"list of {top.First().Type}",
            _ => $"list of {{{string.Join(", ", top.Select(leaf => leaf.Path[3]).Distinct())}}}",
        }))];
    }
}
