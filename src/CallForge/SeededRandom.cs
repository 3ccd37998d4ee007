using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CallForge;

/// <summary>
/// Pseudo-random numbers (SplitMix64) that are the same on every machine and runtime, which
/// <c>System.Random</c> does not promise: a run's bytes follow from its seed.
/// </summary>
internal sealed class SeededRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>A stream of its own for each (seed, purpose, key); no draw in one disturbs another.</summary>
    public static SeededRandom For(long seed, string purpose, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{purpose}\n{key}"), hash);
        return new SeededRandom(BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in 0 … <paramref name="count"/> − 1.</summary>
    public int Next(int count) => (int)((UInt128)Next() * (ulong)count >> 64);

    public bool Chance(int percent) => Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A UUID of version 4 in lower-case 8-4-4-4-12 form.</summary>
    public string NextUuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
