using System.Text;
using System.Text.Json;
using CallForge.Domains;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Preview;

/// <summary>A line of <c>batch_input.jsonl</c> as the model gets it. Everything is read from the line, so what is shown is what is sent.</summary>
/// <param name="Body">The line without the batch envelope: what a synchronous call sends.</param>
/// <param name="Constant">What is the same in every request.</param>
/// <param name="Variable">This request's own part, the last one.</param>
/// <param name="Settings">All other members of the body, as JSON.</param>
internal sealed record RenderedRequest(
    string CustomId, string Url, string Model, byte[] Body, IReadOnlyList<PromptPart> Constant, PromptPart Variable, string Settings, Scenario Scenario)
{
    public static RenderedRequest Read(byte[] line)
    {
        var request = JsonDocument.Parse(line).RootElement;
        var body = request.GetProperty("body");
        var (parts, settings) = (new List<PromptPart>(), new List<string>());
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name is "instructions" or "input" or "messages")
                parts.AddRange(Parts(member));
            else if (member.Name != "model")
                settings.Add($"\"{member.Name}\":{member.Value.GetRawText()}");
        }

        return new RenderedRequest(
            request.GetProperty("custom_id").GetString()!, request.GetProperty("url").GetString()!, body.GetProperty("model").GetString()!,
            Encoding.UTF8.GetBytes(body.GetRawText()), [.. parts.SkipLast(1)], parts[^1], $"{{{string.Join(',', settings)}}}", RequestLine.ScenarioOf(line)!);
    }

    private static IEnumerable<PromptPart> Parts(JsonProperty member) => member.Value.ValueKind == JsonValueKind.String
        ? [new PromptPart(member.Name, member.Value.GetString()!)]
        : member.Value.EnumerateArray().Select((message, index) => Message($"{member.Name}[{index}], role {message.GetProperty("role").GetString()}", message.GetProperty("content")));

    private static PromptPart Message(string place, JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String) return new PromptPart(place, content.GetString()!);
        var hasBreakpoint = content.EnumerateArray().Any(part => part.TryGetProperty("prompt_cache_breakpoint", out _));
        return new PromptPart(
            hasBreakpoint ? $"{place}, cache breakpoint at its end" : place,
            string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString())));
    }
}

/// <param name="Place">Where in the body it stands.</param>
internal sealed record PromptPart(string Place, string Text)
{
    public int Tokens { get; } = TokenCounter.Count(Text);
}
