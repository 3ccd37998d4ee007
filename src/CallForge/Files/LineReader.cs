using Microsoft.Win32.SafeHandles;

namespace CallForge.Files;

/// <summary>
/// Reads the lines of a file as bytes, in order, with their places. Lines end at <c>\n</c> alone: U+2028 and the like
/// are legal inside JSON. A byte order mark is passed over, and a line longer than <see cref="MaxLineLength"/> is told as such.
/// </summary>
internal sealed class LineReader : IDisposable
{
    public const int MaxLineLength = 32 * 1024 * 1024;

    private readonly SafeFileHandle _file;
    private readonly long _end;
    private byte[] _buffer = new byte[1 << 18];
    private long _bufferOffset;
    private int _start;
    private int _length;

    public LineReader(string path, long offset = 0, long? end = null)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        _end = end ?? RandomAccess.GetLength(_file);
        _bufferOffset = offset > 0 ? offset : LengthOfMark();
    }

    /// <summary>Number of the current line, from 1.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Where the current line starts in the file, in bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the next line starts.</summary>
    public long NextOffset => _bufferOffset + _start;

    public bool IsTooLong { get; private set; }

    /// <summary>The current line without its end; empty if it is too long. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public bool Read()
    {
        IsTooLong = false;
        Offset = NextOffset;
        var searched = 0;
        int end;
        while ((end = _buffer.AsSpan(_start + searched, _length - _start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _length - _start;
            if (searched > MaxLineLength) DropBuffer(ref searched);
            if (Fill()) continue;
            if (NextOffset == Offset && searched == 0) return false;
            Take(searched, terminator: 0);
            return true;
        }

        Take(searched + end, terminator: 1);
        return true;
    }

    private void Take(int length, int terminator)
    {
        LineNumber++;
        IsTooLong |= length > MaxLineLength;
        var line = IsTooLong ? default : _buffer.AsMemory(_start, length);
        Line = line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
        _start += length + terminator;
    }

    private void DropBuffer(ref int searched)
    {
        IsTooLong = true;
        _start = _length;
        searched = 0;
    }

    /// <summary>A byte order mark belongs to no line.</summary>
    private int LengthOfMark() => Encodings.StartsWithMark(_buffer.AsSpan(0, RandomAccess.Read(_file, _buffer.AsSpan(0, (int)Math.Min(3, _end)), 0))) ? 3 : 0;

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _length - _start).CopyTo(_buffer);
            _bufferOffset += _start;
            _length -= _start;
            _start = 0;
        }

        if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var wanted = (int)Math.Min(_buffer.Length - _length, _end - _bufferOffset - _length);
        if (wanted <= 0) return false;
        var read = RandomAccess.Read(_file, _buffer.AsSpan(_length, wanted), _bufferOffset + _length);
        _length += read;
        return read > 0;
    }

    public void Dispose() => _file.Dispose();
}
