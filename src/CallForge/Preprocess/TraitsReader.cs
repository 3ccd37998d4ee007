using System.Text;
using System.Text.Json;
using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>Finds in a conversation what is counted. Pure; thread-safe.</summary>
internal sealed class TraitsReader(IReadOnlyList<Tool> tools)
{
    /// <summary>The code of an error that names none.</summary>
    private const string NoCode = "(no code)";
    private const int MaxCodeLength = 64;

    private readonly Dictionary<string, int> _functions = tools.Index().ToDictionary(tool => tool.Item.Name, tool => tool.Index, StringComparer.Ordinal);
    private readonly byte[][][] _parameters = [.. tools.Select(tool => tool.ParameterNames.Select(name => Encoding.UTF8.GetBytes(name)).ToArray())];

    public Traits Read(Conversation conversation)
    {
        var turns = conversation.Turns;
        var callsPerTurn = new List<int>();
        var calls = new List<CallTraits>();
        for (var i = 0; i < turns.Count; i++)
        {
            if (turns[i] is not AssistantTurn { Calls: { Count: > 0 } made }) continue;
            var responses = ((ResponseTurn)turns[i + 1]).Responses;
            callsPerTurn.Add(made.Count);
            for (var call = 0; call < made.Count; call++) calls.Add(Read(made[call], responses[call]));
        }

        var closing = ((AssistantTurn)turns[^1]).Text;
        return new Traits(
            HashedText.Of(((CustomerTurn)turns[0]).Text), HashedText.Of(closing), HashedText.Of(LastSentence(closing)),
            turns.Count(turn => turn is CustomerTurn), callsPerTurn, calls);
    }

    private CallTraits Read(ToolCall call, ReadOnlyMemory<byte> response)
    {
        var function = _functions[call.Name];
        var (used, unknown) = (new List<int>(), 0);
        var reader = new Utf8JsonReader(call.Arguments.Span, RepeatedKeys.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var place = PlaceOf(ref reader, _parameters[function]);
            if (place < 0) unknown++;
            else used.Add(place);
            reader.Skip();
        }

        return new CallTraits(function, used, unknown, ErrorCode(response.Span));
    }

    private static int PlaceOf(ref Utf8JsonReader reader, byte[][] names)
    {
        for (var i = 0; i < names.Length; i++)
            if (reader.ValueTextEquals(names[i])) return i;
        return -1;
    }

    /// <summary>The code of <c>{"error": {"code": …}}</c>; null if the response is something else.</summary>
    private static string? ErrorCode(ReadOnlySpan<byte> response)
    {
        if (!response.StartsWith("{"u8) || response.IndexOf("\"error\""u8) < 0) return null; // No need to read the long ones.
        var reader = new Utf8JsonReader(response, RepeatedKeys.ReaderOptions);
        reader.Read();
        if (!Enter(ref reader, "error"u8) || reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject || !Enter(ref reader, "code"u8) || reader.TokenType != JsonTokenType.String) return NoCode;
        var code = reader.GetString()!;
        return code.Length > MaxCodeLength ? code[..MaxCodeLength] : code;
    }

    /// <summary>From the start of an object to the value of one of its keys; false if it has none.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> key)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(key);
            if (isWanted) return reader.Read();
            reader.Skip();
        }

        return false;
    }

    /// <summary>What follows the last line break, or the last blank after a full stop, an exclamation or a question mark.</summary>
    private static ReadOnlyMemory<byte> LastSentence(ReadOnlyMemory<byte> text)
    {
        var bytes = text.Span;
        for (var i = bytes.Length - 1; i > 0; i--)
            if (bytes[i] == '\n' || (bytes[i] == ' ' && bytes[i - 1] is (byte)'.' or (byte)'!' or (byte)'?')) return text[(i + 1)..];
        return text;
    }
}
