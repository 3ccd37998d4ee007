using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CallForge.Preprocess;

/// <summary>A text and the 64 bits by which it is told from others, the same on every machine.</summary>
internal readonly record struct HashedText(ulong Hash, ReadOnlyMemory<byte> Text)
{
    public static HashedText Of(ReadOnlyMemory<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8.Span, hash);
        return new HashedText(BinaryPrimitives.ReadUInt64LittleEndian(hash), utf8);
    }
}
