using System.Text.Json;

namespace CallForge.Tests.Preprocess.Loaders;

/// <summary>
/// Unsloth: a column <c>text</c>; or messages of exactly two texts whose roles are system, user and assistant
/// (<c>standardize_data_formats</c> raises on any other).
/// </summary>
internal static class UnslothLoader
{
    public static void Accept(JsonElement row)
    {
        if (row.TryGetProperty("text", out _))
        {
            var text = row.Text("text");
            LoaderException.Unless(text.StartsWith("<|im_start|>", StringComparison.Ordinal) && text.EndsWith("<|im_end|>\n", StringComparison.Ordinal), "the text is no whole conversation");
            return;
        }

        foreach (var message in row.Items("messages"))
        {
            LoaderException.Unless(message.EnumerateObject().Count() == 2, "a message has other keys");
            LoaderException.Unless(message.Text("role") is "system" or "user" or "assistant", "a role that raises TypeError");
            message.Text("content");
        }
    }
}
