using System.Text.Json;

namespace CallForge.LocalServer;

/// <summary>A line of a batch input; what is missing or of a wrong type is null.</summary>
internal sealed record InputLine(string? CustomId, string? Method, string? Url, RequestBody? Body)
{
    /// <exception cref="JsonException">The line is not one JSON object.</exception>
    public static InputLine Read(ReadOnlySpan<byte> json, SharedTexts shared, int number)
    {
        try
        {
            var reader = new RequestReader(json, shared, number);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("The line is no JSON object.");
            var line = Read(ref reader);
            reader.Read();
            return line;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text is not UTF-8 or has half of a surrogate pair.", exception);
        }
    }

    private static InputLine Read(ref RequestReader reader)
    {
        string? customId = null, method = null, url = null;
        RequestBody? body = null;
        while (reader.NextProperty(out var name))
        {
            switch (name)
            {
                case "custom_id": customId = reader.ReadString(); break;
                case "method": method = reader.ReadString(); break;
                case "url": url = reader.ReadString(); break;
                case "body": body = reader.EnterObject() ? RequestBody.Read(ref reader) : null; break;
                default: reader.SkipValue(); break;
            }
        }

        return new InputLine(customId, method, url, body);
    }
}
