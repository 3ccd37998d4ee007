using System.Text.Json;
using System.Buffers;
using CallForge.Hub;

namespace CallForge.Publish;

/// <summary>What trainers want to have beside the data.</summary>
internal static class TrainerFiles
{
    public const string LlamaFactoryPath = "dataset_info.json";

    public static IEnumerable<RepositoryFile> Of(IReadOnlyList<Shard> shards)
    {
        var sharegpt = shards.Where(shard => shard.Config == "sharegpt").ToList();
        if (sharegpt.Count > 0) yield return RepositoryFile.OfBytes(LlamaFactoryPath, LlamaFactory(sharegpt));
    }

    /// <summary>A name for each file, since LLaMA-Factory takes a file or a whole folder, which would join the splits.</summary>
    public static IEnumerable<string> LlamaFactoryNames(IReadOnlyList<Shard> shards, string split) =>
        shards.Where(shard => shard.Config == "sharegpt" && shard.File.Split == split).Select(NameOf);

    private static string NameOf(Shard shard) => shard.Path[..shard.Path.LastIndexOf('.')].Replace('/', '_').Replace('-', '_');

    private static byte[] LlamaFactory(IReadOnlyList<Shard> shards)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var shard in shards)
            {
                json.WriteStartObject(NameOf(shard));
                json.WriteString("file_name", shard.Path);
                json.WriteString("formatting", "sharegpt");
                json.WriteStartObject("columns");
                foreach (var (column, name) in new[] { ("messages", "conversations"), ("system", "system"), ("tools", "tools") }) json.WriteString(column, name);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return [.. output.WrittenSpan, (byte)'\n'];
    }
}
