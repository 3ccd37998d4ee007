using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallForge.Files;

/// <summary>What <c>dataset_info.json</c> tells LLaMA-Factory of files of the form <c>sharegpt</c>, in a data folder and in a repository alike.</summary>
internal static class LlamaFactoryInfo
{
    public const string FileName = "dataset_info.json";
    public const string Format = "sharegpt";

    /// <summary>The name of one of so many files of a split. Each has its own: LLaMA-Factory takes a file or a whole folder, which would join the splits.</summary>
    public static string Name(string split, int index, int count) => $"callforge{(split == "train" ? "" : $"_{split}")}{(count > 1 ? $"_{index:00000}" : "")}";

    /// <param name="path">Relative to the folder of <c>dataset_info.json</c>.</param>
    public static JsonObject Entry(string path) => new()
    {
        ["file_name"] = path,
        ["formatting"] = "sharegpt",
        ["columns"] = new JsonObject { ["messages"] = "conversations", ["system"] = "system", ["tools"] = "tools" },
        ["tags"] = new JsonObject
        {
            ["role_tag"] = "from",
            ["content_tag"] = "value",
            ["user_tag"] = "human",
            ["assistant_tag"] = "gpt",
            ["observation_tag"] = "observation",
            ["function_tag"] = "function_call",
        },
    };

    /// <summary>The text of the file; entries of others may be in Korean and stay as they are.</summary>
    public static byte[] Text(JsonObject entries)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            entries.WriteTo(writer);
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }
}
