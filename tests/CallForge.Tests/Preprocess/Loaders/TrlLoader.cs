using System.Text.Json;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>
/// TRL's <c>SFTTrainer</c>: a conversational row has <c>messages</c>, given to the chat template as they are, and <c>tools</c>,
/// parsed if a string. Qwen's templates escape string arguments again or fail on them, and fail on a content of null.
/// </summary>
internal static class TrlLoader
{
    public static void Accept(JsonElement row)
    {
        var tools = row.Tools();
        var messages = row.Items("messages");
        foreach (var message in messages)
        {
            var role = message.Text("role");
            LoaderException.Unless(role is "system" or "user" or "assistant" or "tool", $"the template does not know the role '{role}'");
            message.Text("content");
            if (!message.TryGetProperty("tool_calls", out _)) continue;
            LoaderException.Unless(role == "assistant", $"calls by {role}");
            foreach (var call in message.Items("tool_calls"))
            {
                LoaderException.Unless(call.Text("type") == "function", "a call is no function call");
                RowJson.CheckCall(call.GetProperty("function"), tools);
            }
        }

        LoaderException.Unless(messages[^1].Text("role") == "assistant" && !messages[^1].TryGetProperty("tool_calls", out _), "nothing to learn at the end");
        CheckToolMessages(messages);
    }

    /// <summary>Every call has its response, in the order of the calls, with its id and name.</summary>
    private static void CheckToolMessages(IReadOnlyList<JsonElement> messages)
    {
        var open = new Queue<(string Id, string Name)>();
        foreach (var message in messages)
        {
            if (message.Text("role") == "tool")
                LoaderException.Unless(open.TryDequeue(out var call) && call == (message.Text("tool_call_id"), message.Text("name")), "a response without its call");
            else
                LoaderException.Unless(open.Count == 0, "a call without response");
            if (!message.TryGetProperty("tool_calls", out var calls)) continue;
            foreach (var call in calls.EnumerateArray()) open.Enqueue((call.Text("id"), call.GetProperty("function").Text("name")));
        }
    }
}
