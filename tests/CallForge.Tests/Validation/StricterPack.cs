using System.Text.Json.Nodes;

namespace CallForge.Tests.Validation;

/// <summary>The built-in pack, of which every search breaks a rule: its query may be one character long.</summary>
internal static class StricterPack
{
    public static async Task<string> ExportAsync(CommandLine cli, string contract = "")
    {
        var folder = cli.PathOf($"pack-{Guid.NewGuid():N}");
        await cli.RunPlainAsync("domain", "export", "delivery-ko", "--output", folder);
        var tools = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "tools.json")))!.AsArray();
        tools[0]!["parameters"]!["properties"]!["query"]!["maxLength"] = 1;
        File.WriteAllText(Path.Combine(folder, "tools.json"), tools.ToJsonString());
        File.AppendAllText(Path.Combine(folder, "contract.yaml"), contract);
        return folder;
    }
}
