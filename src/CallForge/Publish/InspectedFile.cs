using CallForge.Files;

namespace CallForge.Publish;

/// <summary>What a file of the dataset holds, found by reading all of it.</summary>
/// <param name="Columns">Of the first row, where the format has no schema.</param>
internal sealed record InspectedFile(int Rows, long Bytes, string Sha256, IReadOnlyList<Column> Columns, IReadOnlyList<FoundSecret> Secrets)
{
    /// <summary>Of a file that holds this, without what only the whole file tells.</summary>
    public static InspectedFile Of(int rows, IReadOnlyList<Column> columns, IReadOnlyList<FoundSecret> secrets) => new(rows, 0, "", columns, secrets);

    /// <exception cref="InvalidDataException">The file is not what its extension says.</exception>
    public static InspectedFile Read(string path, CancellationToken cancellationToken)
    {
        var content = Path.GetExtension(path) == ".parquet" ? ParquetInspection.Read(path, cancellationToken) : JsonlInspection.Read(path, cancellationToken);
        var file = DatasetFile.Of("", "", "", content.Rows, path);
        return content with { Bytes = file.Bytes, Sha256 = file.Sha256 };
    }
}

/// <param name="Type">As the card says it, such as <c>list of {role, content}</c>.</param>
internal sealed record Column(string Name, string Type);

/// <param name="Place">Where in the file, for people.</param>
internal sealed record FoundSecret(string Place, string Kind)
{
    /// <summary>A file full of them need not be listed whole.</summary>
    public const int MaxOfFile = 5;
}
