using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using CallForge.Conversations;

namespace CallForge.LocalServer;

/// <summary>
/// Reads the JSON of one request in one pass. A text that earlier requests had too (25 KB of instructions, say) is
/// recognised by its bytes and stepped over: neither scanned nor decoded again.
/// </summary>
internal ref struct RequestReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    private readonly ReadOnlySpan<byte> _json;
    private readonly SharedTexts _shared;
    private readonly int _number;
    private Utf8JsonReader _reader;
    private int _start;

    /// <param name="number">Number of the request among those that share texts.</param>
    public RequestReader(ReadOnlySpan<byte> json, SharedTexts shared, int number)
    {
        _json = json;
        _shared = shared;
        _number = number;
        _reader = new Utf8JsonReader(json, isFinalBlock: true, new JsonReaderState(Options));
    }

    public readonly JsonTokenType TokenType => _reader.TokenType;

    public bool Read() => _reader.Read();

    public void Skip() => _reader.Skip();

    /// <summary>Steps to the next name of the object just entered; its value is read by one of the methods below.</summary>
    public bool NextProperty(out string name)
    {
        _reader.Read();
        var isName = _reader.TokenType == JsonTokenType.PropertyName;
        name = isName ? _reader.GetString()! : "";
        return isName;
    }

    public bool NextItem() => _reader.Read() && _reader.TokenType != JsonTokenType.EndArray;

    public void SkipValue()
    {
        _reader.Read();
        _reader.Skip();
    }

    /// <summary>False, and the value is skipped, if it is no object.</summary>
    public bool EnterObject()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.StartObject) return true;
        _reader.Skip();
        return false;
    }

    public string? ReadString()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.String) return _reader.GetString();
        _reader.Skip();
        return null;
    }

    public int? ReadInt()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Number && _reader.TryGetInt32(out var value)) return value;
        _reader.Skip();
        return null;
    }

    /// <summary>Any value, as it is written into an output file.</summary>
    public byte[] ReadEcho()
    {
        _reader.Read();
        var start = _start + (int)_reader.TokenStartIndex;
        _reader.Skip();
        var echo = new ArrayBufferWriter<byte>();
        PythonJson.WriteAscii(_json[start..Position], echo);
        return echo.WrittenSpan.ToArray();
    }

    /// <summary>Null, and the reader stands on the value, if it is no text.</summary>
    /// <param name="mayBeShared">Whether the text stands where a prompt has its constant part.</param>
    public PromptText? ReadText(bool mayBeShared)
    {
        if (_shared.Find(_json[Position..].TrimStart(" \t\r\n"u8)) is { } known) return StepOver(known);
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.String) return null;

        if (!Utf8.IsValid(_reader.ValueSpan)) throw new JsonException("A text is not UTF-8.");
        var text = _reader.GetString()!;
        var token = _json[(_start + (int)_reader.TokenStartIndex)..Position];
        return new PromptText(text, mayBeShared ? _shared.Add(token, text, _number) : null);
    }

    private readonly int Position => _start + (int)_reader.BytesConsumed;

    // The reader is given an empty text in place of the known one, and then what follows it.
    private PromptText StepOver(SharedText known)
    {
        var white = _json[Position..].IndexOf((byte)'"');
        _start = Position + white + known.Token.Length;
        var stand = new Utf8JsonReader("\"\""u8, isFinalBlock: false, _reader.CurrentState);
        stand.Read();
        _reader = new Utf8JsonReader(_json[_start..], isFinalBlock: true, stand.CurrentState);
        return new PromptText(known.Text, known);
    }
}
