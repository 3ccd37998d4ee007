using System.Text.Json;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>
/// Axolotl's <c>chat_template</c> strategy: <c>messages</c> (or JSON of them), keys of null ignored, <c>arguments</c> parsed if
/// a string, <c>tools</c> parsed if a string. Mistral's templates demand ids of nine letters and digits.
/// </summary>
internal static class AxolotlLoader
{
    public static void Accept(JsonElement row)
    {
        var tools = row.Tools();
        var messages = row.GetProperty("messages") is { ValueKind: JsonValueKind.String } text ? [.. RowJson.Parse(text.GetString()!).EnumerateArray()] : row.Items("messages");
        foreach (var message in messages)
        {
            LoaderException.Unless(message.Text("role") is "system" or "user" or "assistant" or "tool", "no role of the mapping");
            message.Text("content");
            if (!message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind == JsonValueKind.Null) continue;
            foreach (var call in calls.EnumerateArray())
            {
                LoaderException.Unless(call.Text("id") is { Length: 9 } id && id.All(char.IsAsciiLetterOrDigit), "an id that Mistral refuses");
                RowJson.CheckCall(call.GetProperty("function"), tools);
            }
        }

        LoaderException.Unless(messages.Any(message => message.Text("role") == "assistant"), "no turn to train on");
    }
}
