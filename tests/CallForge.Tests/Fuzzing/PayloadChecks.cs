using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CallForge.Conversations;

namespace CallForge.Tests.Fuzzing;

/// <summary>What must hold of payloads: against System.Text.Json, and against Python where it is.</summary>
internal static class PayloadChecks
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    /// <summary>Null, or what is wrong.</summary>
    public static string? Json(byte[] content, PythonOracle? python)
    {
        var payload = Payload.Read(content);
        if (payload.Error is not null) return payload.Json.IsEmpty || payload.Error.Length == 0 ? RefusedThoughValid(content) : "an error and a value";
        var json = payload.Json.ToArray();
        if (!PythonJson.Write(json).AsSpan().SequenceEqual(json)) return $"not Python's form\n{Encoding.UTF8.GetString(json)}";
        if (payload.IsPythonLiteral || payload.IsFenced || !Utf8.IsValid(content) || python is null) return null;
        return Compare(Encoding.UTF8.GetString(json), python.Ask("json", Encoding.UTF8.GetString(content)));
    }

    /// <summary>Null, or what is wrong.</summary>
    public static string? Literal(byte[] content, PythonOracle? python)
    {
        var text = Encoding.UTF8.GetString(content);
        string json;
        try
        {
            json = Encoding.UTF8.GetString(PythonJson.Write(Encoding.UTF8.GetBytes(PythonLiteral.ToJson(text))));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null; // Sets, bytes and the like are refused on purpose.
        }

        // Blank lines and indents around a literal trouble Python and change nothing; inside brackets it does not mind.
        return python is null ? null : Compare(json, python.Ask("literal", text.Trim()) ?? python.Ask("literal", $"({text}\n)"));
    }

    private static string? Compare(string ours, string? theirs) =>
        theirs is null ? $"accepted, and refused by Python\n{ours}" : ours == theirs ? null : $"not what Python reads\nours   {ours}\nPython {theirs}";

    /// <summary>JSON that is read elsewhere must be read here, apart from what no double can hold and half a surrogate pair.</summary>
    private static string? RefusedThoughValid(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            return IsPlain(document.RootElement) ? "refused though valid" : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => member.Name.Length >= 0 && IsPlain(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsPlain),
        JsonValueKind.Number => double.IsFinite(value.GetDouble()) && value.GetRawText().Length < 4300,
        JsonValueKind.String => value.GetString() is not null,
        _ => true,
    };
}
