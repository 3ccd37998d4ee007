using System.Text.Json.Nodes;

namespace CallForge.Tests.LocalServer;

/// <summary>Lines of a batch input.</summary>
internal static class Requests
{
    public static string Line(string customId, string input = "hello", string model = "gpt-5") =>
        Line(customId, new JsonObject { ["model"] = model, ["input"] = input });

    public static string Line(string customId, JsonObject body, string url = "/v1/responses") =>
        new JsonObject { ["custom_id"] = customId, ["method"] = "POST", ["url"] = url, ["body"] = body }.ToJsonString();

    public static IEnumerable<string> Lines(int count) => Enumerable.Range(0, count).Select(i => Line($"request-{i}", $"input {i}"));
}
