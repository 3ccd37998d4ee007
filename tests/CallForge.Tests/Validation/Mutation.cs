using System.Text.Json.Nodes;

namespace CallForge.Tests.Validation;

/// <summary>A clean conversation with one thing made wrong: what must be found, and where.</summary>
internal sealed record Mutation(string Code, int Message, string Pointer, JsonArray Messages);

/// <summary>The messages of a row in the form <c>qwen</c>, without the system turn, as a mutator wants them.</summary>
internal sealed class MutableRow(JsonArray messages)
{
    private const string Call = "<tool_call>\n";
    private const string Response = "<tool_response>\n";

    public JsonArray Messages { get; } = messages;

    public int Count => Messages.Count;

    public string this[int message]
    {
        get => (string)Messages[message]!["content"]!;
        set => Messages[message]!["content"] = value;
    }

    public IEnumerable<int> Customers => Where("user", content => !content.StartsWith(Response, StringComparison.Ordinal));

    public IEnumerable<int> Answers => Where("assistant", content => !content.Contains(Call, StringComparison.Ordinal));

    /// <summary>Messages with one call and nothing else, or one response.</summary>
    public IEnumerable<int> Calls => Where("assistant", content => content.StartsWith(Call, StringComparison.Ordinal) && content.Split(Call).Length == 2);

    public IEnumerable<int> Responses => Where("user", content => content.StartsWith(Response, StringComparison.Ordinal) && content.Split(Response).Length == 2);

    public MutableRow Copy() => new((JsonArray)Messages.DeepClone());

    public JsonNode? Payload(int message) => JsonNode.Parse(Inside(message));

    public string Inside(int message) => this[message].Split('\n')[1];

    public void SetPayload(int message, JsonNode? value) => SetInside(message, value?.ToJsonString() ?? "null");

    public void SetInside(int message, string json)
    {
        var lines = this[message].Split('\n');
        this[message] = $"{lines[0]}\n{json}\n{lines[2]}";
    }

    public void Insert(int message, string role, string content) => Messages.Insert(message, new JsonObject { ["role"] = role, ["content"] = content });

    /// <summary>Each place of a value in a payload that some test holds for, with the object it is in.</summary>
    public static IEnumerable<(string Pointer, JsonObject Owner, string Key)> Members(JsonNode? node, Func<string, JsonNode?, bool> test, string pointer = "")
    {
        if (node is JsonObject owner)
            foreach (var (key, value) in owner.ToList())
            {
                if (test(key, value)) yield return ($"{pointer}/{key}", owner, key);
                foreach (var inner in Members(value, test, $"{pointer}/{key}")) yield return inner;
            }
        else if (node is JsonArray list)
            for (var i = 0; i < list.Count; i++)
                foreach (var inner in Members(list[i], test, $"{pointer}/{i}")) yield return inner;
    }

    private IEnumerable<int> Where(string role, Func<string, bool> test) =>
        Enumerable.Range(0, Messages.Count).Where(i => (string?)Messages[i]!["role"] == role && test(this[i]));
}
