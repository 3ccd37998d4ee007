using System.IO.Hashing;

namespace CallForge.Preprocess;

/// <summary>A text and the 64 bits by which it is told from others, the same on every machine.</summary>
internal readonly record struct HashedText(ulong Hash, ReadOnlyMemory<byte> Text)
{
    /// <summary>Nothing is lost if somebody makes two texts collide.</summary>
    public static HashedText Of(ReadOnlyMemory<byte> utf8) => new(XxHash3.HashToUInt64(utf8.Span), utf8);
}
