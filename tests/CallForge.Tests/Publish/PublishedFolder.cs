using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.Tests.Reporting;

namespace CallForge.Tests.Publish;

/// <summary>A small dataset, and what <c>push --dry-run</c> makes of it.</summary>
internal sealed class PublishedFolder : IDisposable
{
    public CommandLine Cli { get; } = new();

    public string DirPath => Cli.PathOf("publication");

    public string Card => Text("README.md");

    public static async Task<PublishedFolder> OfHandMadeRunAsync()
    {
        var folder = new PublishedFolder();
        HandMadeRun.Write(folder.Cli);
        await folder.Cli.RunAsync("preprocess", "--check", "off");
        return folder;
    }

    /// <summary>A dataset of conversations in each of which the customer says one of these.</summary>
    public static async Task<PublishedFolder> OfWordsAsync(params string[] words)
    {
        var folder = new PublishedFolder();
        folder.Cli.Write("data/result_lst.json", JsonSerializer.Serialize(words.Select(word => $"[고객 ID] u-1\n[대화날짜] 2024-05-23\n\n(고객) {word}\n(AI 상담사) 네")));
        await folder.Cli.RunAsync("preprocess", "--check", "off");
        return folder;
    }

    public Task<int> PushAsync(params string[] args) => Cli.RunAsync(["push", "--dry-run", DirPath, .. args]);

    public Task<int> PushLicensedAsync(params string[] args) => PushAsync(["--license", "cc-by-4.0", .. args]);

    public string Text(string path) => File.ReadAllText(Path.Combine(DirPath, path));

    public bool Has(string path) => File.Exists(Path.Combine(DirPath, path));

    public string Write(string path, string text) => Cli.Write($"publication/{path}", text);

    /// <summary>Path → hash of every file.</summary>
    public SortedDictionary<string, string> Hashes() => new(
        Directory.EnumerateFiles(DirPath, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(DirPath, path).Replace('\\', '/'),
            path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    /// <summary>Changes <c>report.json</c> behind the back of the tool.</summary>
    public void EditReport(Action<JsonObject> edit)
    {
        var report = JsonNode.Parse(File.ReadAllText(Cli.Data.ReportFilePath))!.AsObject();
        edit(report);
        File.WriteAllText(Cli.Data.ReportFilePath, report.ToJsonString());
    }

    /// <summary>Puts a file of another format or split into the dataset, as <c>preprocess</c> would.</summary>
    public void AddFile(string format, string split, string name, int rows, byte[] content)
    {
        var path = Path.Combine(Cli.Data.DirPath, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        EditReport(report => report["files"]!.AsArray().Add(new JsonObject
        {
            ["format"] = format,
            ["split"] = split,
            ["path"] = name,
            ["rows"] = rows,
            ["bytes"] = content.Length,
            ["xxh128"] = Convert.ToHexStringLower(XxHash128.Hash(content)),
        }));
    }

    public void Dispose() => Cli.Dispose();
}
