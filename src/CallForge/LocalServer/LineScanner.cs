namespace CallForge.LocalServer;

/// <summary>
/// The lines of a file with their offsets, split at <c>\n</c> only (U+2028 is legal inside JSON). The buffer grows to
/// the longest line; the file is never in memory.
/// </summary>
internal sealed class LineScanner(Stream stream)
{
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;

    /// <summary>Of the line last read, from 1.</summary>
    public int Number { get; private set; }

    public long Offset { get; private set; }

    private long _next;

    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var length = _buffer.AsSpan((_start + searched).._end).IndexOf((byte)'\n');
            if (length >= 0) return Take(searched + length, 1, out line);
            searched = _end - _start;
            if (!Fill()) return Take(searched, 0, out line) && searched > 0;
        }
    }

    private bool Take(int length, int separator, out ReadOnlySpan<byte> line)
    {
        line = _buffer.AsSpan(_start, length);
        Offset = _next;
        Number++;
        _start += length + separator;
        _next += length + separator;
        return true;
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
