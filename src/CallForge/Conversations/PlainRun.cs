using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace CallForge.Conversations;

/// <summary>Bytes that stand for themselves in a JSON string: all but <c>" \</c> and those below U+0020.</summary>
internal static class PlainRun
{
    public static readonly SearchValues<byte> Special =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(code => (byte)code)]);

    /// <summary>The output must hold so much more than is kept.</summary>
    public const int MaxLength = 16;

    /// <summary>
    /// Copies up to sixteen bytes; returns how many there are before a special one. They are copied whole and then as many
    /// kept as are plain: tools inside a string have a quote every few bytes, which a search from one to the next cannot be
    /// fast on.
    /// </summary>
    public static int Copy(ReadOnlySpan<byte> utf8, Span<byte> output)
    {
        if (utf8.Length < MaxLength)
        {
            var length = utf8.IndexOfAny(Special) is >= 0 and var next ? next : utf8.Length;
            utf8[..length].CopyTo(output);
            return length;
        }

        var bytes = Vector128.Create(utf8);
        bytes.CopyTo(output);
        var special = Vector128.LessThan(bytes, Vector128.Create((byte)0x20))
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'));
        return special == Vector128<byte>.Zero ? MaxLength : BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
    }
}
