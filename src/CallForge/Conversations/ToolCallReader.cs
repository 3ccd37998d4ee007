using System.Text.Json;

namespace CallForge.Conversations;

/// <summary>Reads <c>{"name": …, "arguments": {…}}</c>, or a list of them.</summary>
internal static class ToolCallReader
{
    public static List<ToolCall> Read(
        ReadOnlyMemory<byte> json, Segment segment, IReadOnlyDictionary<string, Tool> tools, List<Diagnostic> repairs, out Diagnostic? rejection)
    {
        var calls = new List<ToolCall>();
        rejection = null;
        var items = JsonArray.Items(json) ?? [json];
        if (items.Count == 0) rejection = Diagnostic.Reject(RejectionCode.CallShape, "The list of calls is empty.", segment);
        foreach (var item in items)
        {
            rejection ??= Add(item, segment, calls, repairs);
            if (rejection is null && !tools.ContainsKey(calls[^1].Name))
                rejection = Diagnostic.Reject(RejectionCode.UnknownFunction, $"The domain has no function '{calls[^1].Name}'.", segment);
        }

        return calls;
    }

    private static Diagnostic? Add(ReadOnlyMemory<byte> json, Segment segment, List<ToolCall> calls, List<Diagnostic> repairs)
    {
        var reader = new Utf8JsonReader(json.Span, RepeatedKeys.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return Diagnostic.Reject(RejectionCode.CallShape, "A call is no JSON object.", segment);

        string? name = null;
        var arguments = ReadOnlyMemory<byte>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.ValueTextEquals("name"u8) ? "name" : reader.ValueTextEquals("arguments"u8) ? "arguments" : reader.GetString();
            reader.Read();
            if (key == "name" && reader.TokenType == JsonTokenType.String)
                name = reader.GetString();
            else if (key == "arguments" && reader.TokenType == JsonTokenType.StartObject)
                arguments = JsonArray.Value(ref reader, json);
            else if (key == "arguments" && reader.TokenType == JsonTokenType.String && ObjectInside(reader.GetString()!) is { } inside)
            {
                arguments = inside;
                repairs.Add(new Diagnostic(RepairCode.ArgumentsString, "Arguments written as a JSON string were read as the object inside.", segment.Line, reader.GetString()!));
            }
            else
                return Diagnostic.Reject(RejectionCode.CallShape, $"A call has a '{key}' that is not as \"name\": string, \"arguments\": object.", segment);
        }

        if (name is null) return Diagnostic.Reject(RejectionCode.CallShape, "A call has no name.", segment);
        if (arguments.IsEmpty)
        {
            arguments = "{}"u8.ToArray();
            repairs.Add(new Diagnostic(RepairCode.MissingArguments, "A call without arguments got {}.", segment.Line, name));
        }

        calls.Add(new ToolCall(name, arguments));
        return null;
    }

    private static byte[]? ObjectInside(string text)
    {
        var payload = Payload.Read(System.Text.Encoding.UTF8.GetBytes(text));
        return payload is { Error: null, IsPythonLiteral: false } && payload.Json.Span[0] == '{' ? payload.Json.ToArray() : null;
    }
}
