using System.Text.Json;
using Xunit;

namespace CallForge.Tests.Validation;

/// <summary>What <c>validate</c> says of rows.</summary>
internal static class Validated
{
    /// <returns>A line for each row, in their order.</returns>
    public static async Task<List<JsonElement>> RowsAsync(IEnumerable<string> rows, params string[] options)
    {
        using var cli = new CommandLine();
        var lines = rows.ToList();
        var code = await cli.RunPlainAsync(["validate", "--json", "--input", cli.Write("rows.jsonl", string.Join('\n', lines) + "\n"), .. options]);
        var found = cli.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(lines.Count, found.Count);
        Assert.Equal(found.SelectMany(Codes).Any(finding => finding.Severity == "reject") ? ExitCode.Failed : ExitCode.Done, code);
        return found;
    }

    public static IEnumerable<(string Code, string Severity)> Codes(JsonElement row) =>
        row.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("code").GetString()!, finding.GetProperty("severity").GetString()!));
}
