using System.IO.Hashing;
using System.Security.Cryptography;

namespace CallForge.Publish;

/// <summary>What a file of the dataset holds, found by reading all of it.</summary>
/// <param name="Xxh128">As <c>report.json</c> has it.</param>
/// <param name="Sha256">As the Hub has it.</param>
/// <param name="Columns">Of the first row, where the format has no schema.</param>
internal sealed record InspectedFile(int Rows, long Bytes, string Xxh128, string Sha256, IReadOnlyList<Column> Columns, IReadOnlyList<FoundSecret> Secrets)
{
    private const int BufferSize = 1 << 20;

    /// <summary>Of a file that holds this, without what only the whole file tells.</summary>
    public static InspectedFile Of(int rows, IReadOnlyList<Column> columns, IReadOnlyList<FoundSecret> secrets) => new(rows, 0, "", "", columns, secrets);

    /// <exception cref="InvalidDataException">The file is not what its extension says.</exception>
    public static InspectedFile Read(string path, CancellationToken cancellationToken)
    {
        var content = Path.GetExtension(path) == ".parquet" ? ParquetInspection.Read(path, cancellationToken) : JsonlInspection.Read(path, cancellationToken);
        using var file = File.OpenRead(path);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (xxh128, buffer) = (new XxHash128(), new byte[BufferSize]);
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            xxh128.Append(buffer.AsSpan(0, read));
            sha256.AppendData(buffer.AsSpan(0, read));
        }

        return content with { Bytes = file.Length, Xxh128 = Convert.ToHexStringLower(xxh128.GetCurrentHash()), Sha256 = Convert.ToHexStringLower(sha256.GetCurrentHash()) };
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
