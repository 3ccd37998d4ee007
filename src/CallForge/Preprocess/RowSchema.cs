namespace CallForge.Preprocess;

internal enum ValueType
{
    Text,

    /// <summary>JSON that readers are to see as such: a value in JSON lines, the logical type JSON in Parquet.</summary>
    Json,
}

/// <param name="HasFewValues">Whether a dictionary of its values pays.</param>
/// <param name="Fields">Of a list of messages; null for a column of single values.</param>
internal sealed record Column(string Name, ValueType Type = ValueType.Text, bool HasFewValues = false, IReadOnlyList<Column>? Fields = null);

/// <summary>The columns of a dataset file, the same in Parquet and in JSON lines. All values may be null.</summary>
internal sealed record RowSchema(IReadOnlyList<Column> Columns)
{
    /// <summary>Columns of single values and fields of messages, in the order in which a row's values are written.</summary>
    public IReadOnlyList<Leaf> Leaves { get; } =
        [.. Columns.SelectMany(column => column.Fields is { } fields ? fields.Select((field, i) => new Leaf(column, field, i)) : [new Leaf(column, null, 0)])];
}

/// <param name="Field">Null if the column has single values.</param>
internal sealed record Leaf(Column Column, Column? Field, int FieldIndex)
{
    public Column Value => Field ?? Column;

    /// <summary>As Parquet names it.</summary>
    public string Path => Field is null ? Column.Name : $"{Column.Name}.list.element.{Field.Name}";
}
