using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>Reads a JSON array of strings from a file, one string at a time, each on its way before the next is looked for.</summary>
internal sealed class ResultListReader : IDisposable
{
    private const int MaxItemLength = 64 * 1024 * 1024;

    private readonly string _path;
    private readonly FileStream _file;
    private byte[] _buffer = new byte[1 << 20];
    private int _place;
    private int _length;
    private long _line = 1;

    private ResultListReader(string path)
    {
        _path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
    }

    public static IEnumerable<JsonText> Read(string path)
    {
        using var reader = new ResultListReader(path);
        if (reader.Peek() == 0xEF) reader.SkipByteOrderMark();
        reader.Take((byte)'[');
        if (reader.Peek() != ']')
            do yield return reader.ReadItem();
            while (reader.TakesComma());
        reader.Take((byte)']');
        if (reader.Peek() is not null) throw reader.Bad("is not a JSON list of transcripts: text follows its end");
    }

    public void Dispose() => _file.Dispose();

    private JsonText ReadItem()
    {
        Take((byte)'"');
        var (searched, length) = (0, 0);
        while ((length = JsonText.LengthOf(_buffer.AsSpan(_place, _length - _place), searched)) < 0)
        {
            searched = _length - _place;
            if (!Fill()) throw Bad("is not a JSON list of transcripts: a text in it does not end");
        }

        var item = GC.AllocateUninitializedArray<byte>(length);
        _buffer.AsSpan(_place, length).CopyTo(item);
        _place += length + 1;
        return new JsonText(item);
    }

    private bool TakesComma()
    {
        if (Peek() != ',') return false;
        _place++;
        return true;
    }

    private void Take(byte wanted)
    {
        if (Peek() != wanted) throw Bad("is not a JSON list of transcripts");
        _place++;
    }

    /// <summary>The next byte that is no blank; null at the end.</summary>
    private byte? Peek()
    {
        while (true)
        {
            if (_place == _length && !Fill()) return null;
            var next = _buffer[_place];
            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return next;
            if (next == '\n') _line++;
            _place++;
        }
    }

    private void SkipByteOrderMark()
    {
        if (_buffer.AsSpan(_place, _length - _place).StartsWith("\uFEFF"u8)) _place += 3;
    }

    private bool Fill()
    {
        if (_place > 0)
        {
            _buffer.AsSpan(_place, _length - _place).CopyTo(_buffer);
            _length -= _place;
            _place = 0;
        }

        if (_length == _buffer.Length) Array.Resize(ref _buffer, _length < MaxItemLength ? _length * 2 : throw Bad("has an item longer than 64 MB"));
        var read = _file.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        return read > 0;
    }

    private CommandFailure Bad(string what) => CommandFailure.Usage($"'{_path}:{_line}' {what}; give a result_lst.json as retrieve-batch writes it.");
}
