using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// Where renderings are written: a buffer that grows and can be used again. It is pinned, so that native code can read
/// from it. While <see cref="Escapes"/> is set, what is written becomes the inside of a JSON string.
/// </summary>
internal sealed class TextOutput(int capacity = 1 << 16)
{
    private const int LongestEscape = 6;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);

    public bool Escapes { get; set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Of the first byte; good until more is written.</summary>
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);

    public void Clear() => Length = 0;

    public void Write(ReadOnlySpan<byte> text)
    {
        if (Escapes)
            WriteEscaped(text);
        else
            WriteAsIs(text);
    }

    public void Write(in PreparedText text) => WriteAsIs((Escapes ? text.Escaped : text.Plain).Span);

    public void Write(string text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        Write(Encoding.UTF8.TryGetBytes(text, utf8, out var length) ? utf8[..length] : Encoding.UTF8.GetBytes(text));
    }

    public void WriteAsIs(ReadOnlySpan<byte> text)
    {
        MakeRoom(text.Length);
        text.CopyTo(_buffer.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>The inside of a JSON string, escaped as Python does.</summary>
    public void WriteEscaped(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            MakeRoom(text.Length + Vector128<byte>.Count + LongestEscape);
            text = text[CopyToEscape(text)..];
            if (text.IsEmpty) return;
            Length += PythonString.Escape(text[0], _buffer.AsSpan(Length));
            text = text[1..];
        }
    }

    /// <summary>Copies up to the first byte that has to be escaped; how many bytes that were. There is room for a vector more.</summary>
    private int CopyToEscape(ReadOnlySpan<byte> text)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), Length);
        var count = 0;
        for (; count <= text.Length - Vector128<byte>.Count; count += Vector128<byte>.Count)
        {
            var block = Vector128.LoadUnsafe(ref source, (nuint)count);
            block.StoreUnsafe(ref target, (nuint)count);
            var escaped = Vector128.LessThan(block, Vector128.Create((byte)0x20))
                | Vector128.Equals(block, Vector128.Create((byte)'"')) | Vector128.Equals(block, Vector128.Create((byte)'\\'));
            if (escaped == Vector128<byte>.Zero) continue;
            count += System.Numerics.BitOperations.TrailingZeroCount(escaped.ExtractMostSignificantBits());
            Length += count;
            return count;
        }

        for (; count < text.Length && !PythonString.IsEscaped(text[count]); count++) Unsafe.Add(ref target, count) = text[count];
        Length += count;
        return count;
    }

    private void MakeRoom(int count)
    {
        if (_buffer.Length - Length >= count) return;
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(_buffer.Length * 2, Length + count), pinned: true);
        Written.CopyTo(larger);
        _buffer = larger;
    }
}
