using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary><c>manifest.json</c>: every other file of a publication with its size and hash.</summary>
internal sealed partial record Manifest(string Tool, string Version, IReadOnlyList<ManifestEntry> Files)
{
    public const string FilePath = "manifest.json";

    /// <param name="known">Hashes by path that need not be taken again.</param>
    public static Manifest Of(IEnumerable<RepositoryFile> files, IReadOnlyDictionary<string, string> known) => new(
        "callforge", ToolVersion.Current,
        [.. files.Select(file => new ManifestEntry(file.Path, file.Size, known.TryGetValue(file.Path, out var sha256) ? sha256 : HashOf(file))).OrderBy(file => file.Path, StringComparer.Ordinal)]);

    public RepositoryFile ToFile() => RepositoryFile.OfBytes(FilePath, [.. JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.Manifest), (byte)'\n']);

    /// <summary>What an earlier publication put there and this one has no more. Other files of the repository are nobody's business.</summary>
    /// <param name="earlier">The text of its manifest; null if there is none.</param>
    public IReadOnlyList<string> Obsolete(string? earlier)
    {
        try
        {
            var was = earlier is null ? null : JsonSerializer.Deserialize(earlier, ManifestJson.Default.Manifest);
            return [.. (was?.Files ?? []).Select(file => file.Path).Where(path => OwnPath().IsMatch(path)).Except(Files.Select(file => file.Path))];
        }
        catch (JsonException) // Then it is none of ours.
        {
            return [];
        }
    }

    private static string HashOf(RepositoryFile file)
    {
        using var stream = file.Open();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    [GeneratedRegex(@"^([a-z]+/(train|test)-[0-9]{5,}-of-[0-9]{5,}\.(parquet|jsonl)|dataset_info\.json)\z")]
    private static partial Regex OwnPath();
}

/// <param name="Path">In the repository.</param>
internal sealed record ManifestEntry(string Path, long Size, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
