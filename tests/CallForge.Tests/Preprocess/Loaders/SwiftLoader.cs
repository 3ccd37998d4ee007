using System.Text.Json;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>
/// ms-swift with its own roles: <c>tool_call</c> messages in a row are calls made together, behind the assistant's text if
/// there is one, and are followed by as many <c>tool_response</c> messages; <c>tools</c> is JSON.
/// </summary>
internal static class SwiftLoader
{
    public static void Accept(JsonElement row)
    {
        var tools = row.Tools();
        var messages = row.Items("messages");
        var (calls, responses, before) = (0, 0, "");
        foreach (var message in messages)
        {
            var (role, content) = (message.Text("role"), message.Text("content"));
            LoaderException.Unless(role is "system" or "user" or "assistant" or "tool_call" or "tool_response", $"no role of swift: '{role}'");
            LoaderException.Unless(role != "system" || before.Length == 0, "the system turn is not the first");
            LoaderException.Unless(role != "tool_response" || before is "tool_call" or "tool_response", "a response without a call");
            LoaderException.Unless(role != "tool_call" || before is not ("" or "system"), "a call before anybody spoke");
            LoaderException.Unless(before != "tool_call" || role is "tool_call" or "tool_response", "a call without response");
            if (role == "tool_call") RowJson.CheckCall(RowJson.Parse(content), tools);
            calls += role == "tool_call" ? 1 : 0;
            responses += role == "tool_response" ? 1 : 0;
            before = role;
        }

        LoaderException.Unless(calls == responses, "not as many responses as calls");
        LoaderException.Unless(before == "assistant", "the last message is not the assistant's");
    }
}
