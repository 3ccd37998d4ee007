using System.Security.Cryptography;
using System.Text;

namespace CallForge.StubHub;

/// <summary>A file of a repository.</summary>
/// <param name="Oid">SHA-256 of a large file, the git blob's SHA-1 of a regular one.</param>
internal abstract record StubFile(string Oid, long Size)
{
    internal sealed record Regular(byte[] Content) : StubFile(BlobOid(Content), Content.Length);

    /// <summary>Its content is not kept.</summary>
    internal sealed record Lfs(string Oid, long Size) : StubFile(Oid, Size);

    // Git names blobs by SHA-1.
#pragma warning disable CA5350
    private static string BlobOid(byte[] content) => Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {content.Length}\0"), .. content]));
#pragma warning restore CA5350
}
