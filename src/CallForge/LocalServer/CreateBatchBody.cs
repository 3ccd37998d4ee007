using System.Text.Json;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>The body of <c>POST /v1/batches</c>. Only what is wrong here is refused at once; the input file is checked later.</summary>
internal sealed record CreateBatchBody(
    string InputFileId, string Endpoint, string CompletionWindow, IReadOnlyDictionary<string, string>? Metadata, long OutputLifetime)
{
    public const long Lifetime = 30 * 86_400;

    private const long Window = 86_400;
    private static readonly string[] SupportedEndpoints =
        [InferenceEndpoint.Chat.Url, InferenceEndpoint.Responses.Url];

    private const int MaximumPairs = 16;
    private const int MaximumKeyLength = 64;
    private const int MaximumValueLength = 512;

    public static CreateBatchBody Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) throw new RefusedException(Refusal.UnreadableJson);
        var inputFileId = Required(body, "input_file_id");
        var endpoint = OneOf(body, "endpoint", SupportedEndpoints);
        var window = OneOf(body, "completion_window", ["24h"]);
        return new CreateBatchBody(inputFileId, endpoint, window, ReadMetadata(body), ReadOutputLifetime(body));
    }

    public StoredBatch Store(string id, long now) => new(
        new Batch(
            id, Batch.ObjectName, Endpoint, Model: null, Errors: null, InputFileId, CompletionWindow, BatchStatus.Validating,
            OutputFileId: null, ErrorFileId: null, CreatedAt: now, InProgressAt: null, ExpiresAt: now + Window, FinalizingAt: null,
            CompletedAt: null, FailedAt: null, ExpiredAt: null, CancellingAt: null, CancelledAt: null,
            new RequestCounts(0, 0, 0), BatchRun.NoUsage, Metadata),
        OutputLifetime);

    private static string Required(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            throw new RefusedException(Refusal.Missing(name));
        return Text(value, name);
    }

    private static string OneOf(JsonElement body, string name, string[] supported)
    {
        var value = Required(body, name);
        if (supported.Contains(value)) return value;
        var list = string.Join(" and ", supported.Select(text => $"'{text}'"));
        throw Bad($"Invalid value: '{value}'. Supported values are: {list}.", name, "invalid_value");
    }

    private static Dictionary<string, string>? ReadMetadata(JsonElement body)
    {
        if (!body.TryGetProperty("metadata", out var metadata) || metadata.ValueKind == JsonValueKind.Null) return null;
        if (metadata.ValueKind != JsonValueKind.Object) throw WrongType(metadata, "metadata", "an object");
        var count = metadata.EnumerateObject().Count();
        if (count > MaximumPairs)
        {
            throw Bad($"Invalid 'metadata': too many properties. Expected an object with at most {MaximumPairs} properties, "
                + $"but got an object with {count} properties instead.", "metadata", "object_above_max_properties");
        }

        var pairs = new Dictionary<string, string>();
        foreach (var pair in metadata.EnumerateObject())
        {
            CheckLength(pair.Name, MaximumKeyLength, "metadata");
            pairs[pair.Name] = Text(pair.Value, $"metadata.{pair.Name}");
            CheckLength(pairs[pair.Name], MaximumValueLength, $"metadata.{pair.Name}");
        }

        return pairs;
    }

    private static long ReadOutputLifetime(JsonElement body)
    {
        if (!body.TryGetProperty("output_expires_after", out var value) || value.ValueKind == JsonValueKind.Null) return Lifetime;
        if (value.ValueKind != JsonValueKind.Object) throw WrongType(value, "output_expires_after", "an object");
        if (!value.TryGetProperty("seconds", out var seconds)) throw new RefusedException(Refusal.Missing("output_expires_after.seconds"));
        return seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt64(out var number)
            ? CheckLifetime(number, "output_expires_after.seconds")
            : throw WrongType(seconds, "output_expires_after.seconds", "an integer");
    }

    /// <summary>An hour to 30 days, for outputs and uploads alike.</summary>
    public static long CheckLifetime(long seconds, string name) => seconds is >= 3600 and <= Lifetime
        ? seconds
        : throw Bad($"Invalid '{name}': integer out of range. Expected a value from 3600 to {Lifetime}, but got {seconds} instead.", name);

    private static void CheckLength(string text, int maximum, string name)
    {
        if (text.Length <= maximum) return;
        throw Bad($"Invalid '{name}': string too long. Expected a string with maximum length {maximum}, "
            + $"but got a string with length {text.Length} instead.", name, "string_above_max_length");
    }

    private static string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw WrongType(value, name, "a string");

    private static RefusedException WrongType(JsonElement value, string name, string expected)
    {
        var got = value.ValueKind switch
        {
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "a boolean",
        };
        return Bad($"Invalid type for '{name}': expected {expected}, but got {got} instead.", name, "invalid_type");
    }

    private static RefusedException Bad(string message, string param, string? code = null) => new(Refusal.BadRequest(message, param, code));
}
