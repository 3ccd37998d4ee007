using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace CallForge.Conversations;

/// <summary>
/// Where renderings are written: a buffer that grows and can be used again. It is pinned, so that native code can read
/// from it. While <see cref="Escapes"/> is set, what is written becomes the inside of a JSON string.
/// </summary>
internal sealed class TextOutput(int capacity = 1 << 16) : IBufferWriter<byte>
{
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
            PythonString.WriteEscaped(text, this);
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

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count) => Length += count;

    private void MakeRoom(int count)
    {
        if (_buffer.Length - Length >= count) return;
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(_buffer.Length * 2, Length + count), pinned: true);
        Written.CopyTo(larger);
        _buffer = larger;
    }
}
