using System.Text.Encodings.Web;
using System.Text.Json;

namespace CallForge.Domains;

/// <summary>The scenario inside a prompt: one line of JSON between <c>&lt;scenario&gt;</c> and <c>&lt;/scenario&gt;</c>.</summary>
internal static class ScenarioBlock
{
    private const string Open = "<scenario>";
    private const string Close = "</scenario>";

    // "<" is escaped, so that no text of a scenario can end its block; Korean is not.
    private static readonly ScenarioJson Json = new(new JsonSerializerOptions(ScenarioJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    });

    public static string Write(Scenario scenario) => $"{Open}\n{JsonSerializer.Serialize(scenario, Json.Scenario)}\n{Close}";

    /// <summary>What follows the last block.</summary>
    public static string Behind(string prompt) => prompt[(prompt.LastIndexOf(Close, StringComparison.Ordinal) is >= 0 and var end ? end + Close.Length : 0)..];

    /// <summary>The last block of a prompt (the examples before it have blocks too), or null if there is none.</summary>
    /// <exception cref="JsonException">The block is not a scenario.</exception>
    public static Scenario? Find(string prompt)
    {
        var start = prompt.LastIndexOf(Open, StringComparison.Ordinal);
        if (start < 0) return null;
        start += Open.Length;
        var end = prompt.IndexOf(Close, start, StringComparison.Ordinal);
        return end < 0 ? null : JsonSerializer.Deserialize(prompt.AsSpan(start, end - start), Json.Scenario);
    }
}
