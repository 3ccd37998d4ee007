using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CallForge.OpenAI;
using Xunit;

namespace CallForge.Tests.OpenAI;

/// <summary>Real traffic of the service (openai/openai-dotnet test recordings): our records read it and write it back the same.</summary>
public sealed class RecordingsTests
{
    [Fact]
    public void Every_recorded_object_is_read_and_written_back_key_by_key_in_the_same_order()
    {
        Assert.SkipUnless(Directory.Exists(Shared.Wire), "needs ../shared");
        var counts = new Dictionary<string, int>();
        foreach (var body in RecordedBodies())
        {
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("object", out var kind)) continue;
            counts[kind.GetString()!] = counts.GetValueOrDefault(kind.GetString()!) + 1;
            switch (kind.GetString())
            {
                case "batch": AssertSame(body, Batch.Read(body, Unreported)!, OpenAIJson.Default.Batch); break;
                case "file" when body.TryGetProperty("deleted", out _): AssertSame(body, body.Deserialize(OpenAIJson.Default.DeletedFile)!, OpenAIJson.Default.DeletedFile); break;
                case "file": AssertSame(body, FileObject.Read(body, Unreported)!, OpenAIJson.Default.FileObject); break;
                case "list": AssertSame(body, body.Deserialize(OpenAIJson.Default.BatchPage)!, OpenAIJson.Default.BatchPage); break;
                case "response": AssertAnswer(body); break;
            }
        }

        Assert.Superset(new HashSet<string> { "batch", "file", "list", "response" }, counts.Keys.ToHashSet());
    }

    /// <summary>Nothing that the service itself says is odd.</summary>
    private static Oddities Unreported => new(Assert.Fail);

    private static void AssertSame<T>(JsonElement recorded, T read, JsonTypeInfo<T> type)
    {
        var written = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(read, type)).RootElement;
        Assert.Equal(Keys(recorded), Keys(written));
        Assert.True(JsonElement.DeepEquals(recorded, written), recorded.GetRawText());
    }

    private static void AssertAnswer(JsonElement body)
    {
        var answer = Answer.Read(WireObject.Read(JsonSerializer.SerializeToUtf8Bytes(body)));
        var incomplete = body.GetProperty("status").GetString() == "incomplete";
        Assert.Equal(incomplete ? ResultFailure.Truncated : null, answer.Failure?.Reason);
        Assert.Equal(incomplete, answer.Text is null);
        Assert.Equal(body.GetProperty("model").GetString(), answer.Model);
        Assert.Equal(body.GetProperty("usage").GetProperty("total_tokens").GetInt32(), answer.Usage!.Value.GetProperty("total_tokens").GetInt32());
    }

    private static IEnumerable<string> Keys(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Keys(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Keys),
        _ => [],
    };

    private static IEnumerable<JsonElement> RecordedBodies() =>
        from path in Directory.GetFiles(Shared.Wire, "*.json")
        from entry in CommandLine.Json(path).GetProperty("Entries").EnumerateArray()
        select entry.GetProperty("ResponseBody");
}
