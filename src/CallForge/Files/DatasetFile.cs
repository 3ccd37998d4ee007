using System.Security.Cryptography;

namespace CallForge.Files;

/// <summary>A file of the dataset.</summary>
/// <param name="Format">The rendering: <c>qwen</c>, <c>openai</c>, <c>sharegpt</c>, <c>swift</c> or <c>text</c>.</param>
/// <param name="Split"><c>train</c> or <c>test</c>.</param>
/// <param name="Path">Relative to the folder of <c>report.json</c>, with <c>/</c>.</param>
internal sealed record DatasetFile(string Format, string Split, string Path, int Rows, long Bytes, string Sha256)
{
    /// <summary>As <c>datasets</c> finds the files of a split by itself.</summary>
    /// <param name="extension">With its dot.</param>
    public static string ShardName(string split, int index, int count, string extension) => $"{split}-{index:00000}-of-{count:00000}{extension}";

    /// <summary>Of a file that is written: <paramref name="fullPath"/> is where it lies now.</summary>
    public static DatasetFile Of(string format, string split, string path, int rows, string fullPath)
    {
        using var stream = File.OpenRead(fullPath);
        return new DatasetFile(format, split, path, rows, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
