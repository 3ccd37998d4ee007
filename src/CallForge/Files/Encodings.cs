using System.Buffers;
using System.Text;

namespace CallForge.Files;

/// <summary>Files are UTF-8, with a byte order mark or without; one that is not is named as what it is before anything is made of it.</summary>
internal static class Encodings
{
    private const int Looked = 1 << 18;

    public static bool StartsWithMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8);

    /// <summary>Looks at the beginning. A stray byte further on is the matter of whoever reads that line.</summary>
    public static void RefuseForeign(string path)
    {
        var bytes = new byte[Looked];
        using var file = File.OpenHandle(path);
        var start = bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0));
        if (NameOf(start) is not { } encoding) return;
        throw CommandFailure.Usage($"Cannot read '{path}': it is {encoding} and not UTF-8; convert it first, for instance with iconv -f {encoding} -t UTF-8.");
    }

    /// <summary>Null for UTF-8. Korean text that is neither is CP949, in which its first word is no UTF-8 already.</summary>
    private static string? NameOf(ReadOnlySpan<byte> start)
    {
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return "UTF-16";
        if (start.Length > 3 && start[..4].Contains((byte)0)) return start[0] == 0 ? "UTF-16BE" : "UTF-16LE";
        var first = start.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return first >= 0 && Rune.DecodeFromUtf8(start[first..], out _, out _) == OperationStatus.InvalidData ? "CP949" : null;
    }
}
