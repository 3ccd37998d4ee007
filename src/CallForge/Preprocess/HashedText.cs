namespace CallForge.Preprocess;

/// <summary>A text and the 64 bits by which it is told from others, the same on every machine.</summary>
internal readonly record struct HashedText(ulong Hash, ReadOnlyMemory<byte> Text)
{
    /// <summary>FNV-1a: the texts are short, and nothing is lost if somebody makes two of them collide.</summary>
    public static HashedText Of(ReadOnlyMemory<byte> utf8)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var one in utf8.Span) hash = (hash ^ one) * 0x100000001B3;
        return new HashedText(hash, utf8);
    }
}
