using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CallForge.StubHub;

/// <summary>A large object on its way. Its parts may come in any order; what has come is hashed and forgotten.</summary>
internal sealed class LfsUpload(StubRepository repository, string oid, long size, long? chunkSize, bool isExpired) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<int, byte[]> _waiting = [];
    private readonly Dictionary<int, string> _etags = [];
    private int _hashed;

    public StubRepository Repository => repository;

    public string Oid => oid;

    public long Size => size;

    public bool IsExpired => isExpired;

    public bool IsInParts => chunkSize is not null;

    public int PartCount => (int)((size + chunkSize!.Value - 1) / chunkSize.Value);

    public long LengthOf(int part) => part < PartCount ? chunkSize!.Value : size - (PartCount - 1) * chunkSize!.Value;

    /// <returns>Its ETag, in quotes.</returns>
    public string Take(int part, byte[] content)
    {
        var etag = $"\"{Checksum(content).ToString("x8", CultureInfo.InvariantCulture)}-{part}\"";
        lock (_etags)
        {
            if (_etags.TryGetValue(part, out var before) && before != etag) throw Refusal.Bad($"part {part} comes again with other content");
            if (_etags.TryAdd(part, etag)) _waiting.Add(part, content);
            for (; _waiting.Remove(_hashed + 1, out var next); _hashed++) _hash.AppendData(next);
        }

        return etag;
    }

    /// <summary>Puts the parts together.</summary>
    public void Complete(IReadOnlyList<(long Number, string Etag)> parts)
    {
        lock (_etags)
        {
            if (!parts.Select(part => part.Number).SequenceEqual(Enumerable.Range(1, PartCount).Select(number => (long)number))) throw Refusal.Bad($"there must be parts 1 to {PartCount}, in order");
            if (parts.FirstOrDefault(part => _etags.GetValueOrDefault((int)part.Number) != part.Etag) is { Number: > 0 } wrong) throw Refusal.Bad($"part {wrong.Number} did not come, or has another ETag");
            if (Convert.ToHexStringLower(_hash.GetHashAndReset()) != oid) throw Refusal.Bad("the parts do not have the SHA-256 of the object");
        }
    }

    public void Dispose() => _hash.Dispose();

    private static uint Checksum(byte[] content)
    {
        var sum = 0u;
        var words = MemoryMarshal.Cast<byte, ulong>(content);
        foreach (var word in words) sum = BitOperations.Crc32C(sum, word);
        foreach (var rest in content.AsSpan(words.Length * sizeof(ulong))) sum = BitOperations.Crc32C(sum, rest);
        return sum;
    }
}
