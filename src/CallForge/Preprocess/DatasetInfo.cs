using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary><c>dataset_info.json</c>: what LLaMA-Factory has to know of the files of the form sharegpt. Entries of others are kept.</summary>
internal sealed partial class DatasetInfo
{
    private readonly string _path;
    private readonly JsonObject _entries;

    private DatasetInfo(string path, JsonObject entries) => (_path, _entries) = (path, entries);

    public static DatasetInfo Load(string dir)
    {
        var path = Path.Combine(dir, LlamaFactoryInfo.FileName);
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
        foreach (var split in files.Where(file => file.Format == LlamaFactoryInfo.Format).GroupBy(file => file.Split))
        {
            var shards = split.ToList();
            for (var i = 0; i < shards.Count; i++)
                _entries[LlamaFactoryInfo.Name(split.Key, i, shards.Count)] = LlamaFactoryInfo.Entry(shards[i].Path);
        }

        if (_entries.Count > 0) AtomicFile.WriteAllBytes(_path, LlamaFactoryInfo.Text(_entries));
        else File.Delete(_path);
    }

    [GeneratedRegex(@"^callforge(_test)?(_\d{5})?$")]
    private static partial Regex OwnName();
}
