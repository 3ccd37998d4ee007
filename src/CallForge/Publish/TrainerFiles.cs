using System.Buffers;
using System.Text.Json;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>What trainers want to have beside the data.</summary>
internal static class TrainerFiles
{
    public const string LlamaFactoryPath = "dataset_info.json";

    private static readonly IReadOnlyList<(string, string)> Columns = [("messages", "conversations"), ("system", "system"), ("tools", "tools")];
    private static readonly IReadOnlyList<(string, string)> Tags =
        [("role_tag", "from"), ("content_tag", "value"), ("user_tag", "human"), ("assistant_tag", "gpt"), ("observation_tag", "observation"), ("function_tag", "function_call")];

    public static IEnumerable<RepositoryFile> Of(IReadOnlyList<Shard> shards)
    {
        if (Named(shards).ToList() is { Count: > 0 } sharegpt) yield return RepositoryFile.OfBytes(LlamaFactoryPath, LlamaFactory(sharegpt));
    }

    /// <summary>A name for each file, since LLaMA-Factory takes a file or a whole folder, which would join the splits.</summary>
    public static IEnumerable<string> LlamaFactoryNames(IReadOnlyList<Shard> shards, string split) =>
        Named(shards).Where(named => named.Shard.File.Split == split).Select(named => named.Name);

    /// <summary>As <c>preprocess</c> names them in its own <c>dataset_info.json</c>.</summary>
    private static IEnumerable<(string Name, Shard Shard)> Named(IReadOnlyList<Shard> shards) =>
        from split in shards.Where(shard => shard.Config == "sharegpt").GroupBy(shard => shard.File.Split)
        from shard in split.Index()
        select ($"callforge{(split.Key == "train" ? "" : $"_{split.Key}")}{(split.Count() > 1 ? $"_{shard.Index:00000}" : "")}", shard.Item);

    private static byte[] LlamaFactory(IReadOnlyList<(string Name, Shard Shard)> named)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var (name, shard) in named)
            {
                json.WriteStartObject(name);
                json.WriteString("file_name", shard.Path);
                json.WriteString("formatting", "sharegpt");
                WriteTexts(json, "columns", Columns);
                WriteTexts(json, "tags", Tags);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return [.. output.WrittenSpan, (byte)'\n'];
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<(string Key, string Value)> texts)
    {
        json.WriteStartObject(key);
        foreach (var (name, value) in texts) json.WriteString(name, value);
        json.WriteEndObject();
    }
}
