using System.Security.Cryptography;
using System.Text;

namespace CallForge.Hub;

/// <summary>The ids by which the Hub knows contents.</summary>
internal static class FileHash
{
    private const int BufferSize = 1 << 20;

    /// <summary>What the Hub looks at to decide how a file is sent.</summary>
    public static async Task<byte[]> SampleAsync(RepositoryFile file, CancellationToken cancellationToken)
    {
        await using var content = file.Open();
        var sample = new byte[Math.Min(512, file.Size)];
        return await content.ReadAtLeastAsync(sample, sample.Length, throwOnEndOfStream: false, cancellationToken) == sample.Length ? sample : throw file.HasChanged();
    }

    /// <summary>Of an LFS object.</summary>
    public static Task<string> Sha256Async(RepositoryFile file, CancellationToken cancellationToken) => HashAsync(file, HashAlgorithmName.SHA256, [], cancellationToken);

    /// <summary>Of a git blob, which is how the Hub keeps a regular file.</summary>
    public static Task<string> GitBlobAsync(RepositoryFile file, CancellationToken cancellationToken) =>
        HashAsync(file, HashAlgorithmName.SHA1, Encoding.ASCII.GetBytes($"blob {file.Size}\0"), cancellationToken);

    private static async Task<string> HashAsync(RepositoryFile file, HashAlgorithmName algorithm, byte[] head, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(head);
        await using var content = file.Open();
        var buffer = new byte[(int)Math.Clamp(file.Size, 1, BufferSize)];
        var size = 0L;
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; size += read) hash.AppendData(buffer, 0, read);
        return size == file.Size ? Convert.ToHexStringLower(hash.GetHashAndReset()) : throw file.HasChanged();
    }
}
