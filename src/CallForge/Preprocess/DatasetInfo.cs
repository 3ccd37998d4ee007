using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary><c>dataset_info.json</c>: what LLaMA-Factory has to know of the files of the form sharegpt. Entries of others are kept.</summary>
internal sealed partial class DatasetInfo
{
    public const string FileName = "dataset_info.json";

    private readonly string _path;
    private readonly JsonObject _entries;

    private DatasetInfo(string path, JsonObject entries) => (_path, _entries) = (path, entries);

    public static DatasetInfo Load(string dir)
    {
        var path = Path.Combine(dir, FileName);
        try
        {
            return new DatasetInfo(path, File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new JsonException() : []);
        }
        catch (JsonException exception)
        {
            throw new CommandFailure($"Cannot read '{path}': it is no JSON object, as LLaMA-Factory wants it; mend it or move it away.", inner: exception);
        }
    }

    /// <summary>Has an entry for each file of the form sharegpt, and none of an earlier dataset.</summary>
    public void Save(IReadOnlyList<DatasetFile> files)
    {
        foreach (var name in _entries.Select(entry => entry.Key).Where(key => OwnName().IsMatch(key)).ToList()) _entries.Remove(name);
        foreach (var split in files.Where(file => file.Format == "sharegpt").GroupBy(file => file.Split))
        {
            var shards = split.ToList();
            for (var i = 0; i < shards.Count; i++)
                _entries[$"callforge{(split.Key == Splits.Train ? "" : $"_{split.Key}")}{(shards.Count > 1 ? $"_{i:00000}" : "")}"] = Entry(shards[i].Path);
        }

        if (_entries.Count > 0) AtomicFile.WriteAllBytes(_path, Json());
        else File.Delete(_path);
    }

    private static JsonObject Entry(string path) => new()
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

    private ReadOnlySpan<byte> Json()
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            _entries.WriteTo(writer);
        output.Write("\n"u8);
        return output.WrittenSpan;
    }

    [GeneratedRegex(@"^callforge(_test)?(_\d{5})?$")]
    private static partial Regex OwnName();
}
