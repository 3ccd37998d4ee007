using System.Text;
using CallForge.Domains;
using CallForge.Generate;
using CallForge.LocalServer.Teachers;

namespace CallForge.Benchmarks;

/// <summary>Typical inputs, made by the tool itself: the built-in pack and what the simulated teacher answers.</summary>
internal static class Samples
{
    public static DomainPack Pack { get; } = DomainPackReader.Read("delivery-ko");

    public static GenerateOptions Options { get; } = new(
        Count: 100, Seed: 42, "delivery-ko", "balanced", "gpt-5-2025-08-07", OpenAI.Endpoint.Responses, MaxOutputTokens: null, ReasoningEffort: null, "none");

    public static Scenario[] Scenarios { get; } =
        [.. new ScenarioDealer(Pack, Pack.Mixes.First(mix => mix.Name == Options.Mix), Options.Seed, Pack.Pools.Chitchat).Deal(Options.Count!.Value)];

    /// <summary>A transcript of the middle length of a hundred: about 3 KB.</summary>
    public static byte[] Transcript { get; } = MiddleTranscript();

    /// <summary>The longest function response in it, such as a list of restaurants or an order sheet, as the teacher writes it.</summary>
    public static byte[] Response { get; } = LongestResponse();

    private static byte[] MiddleTranscript()
    {
        var teacher = SimulatedTeacher.Load();
        var transcripts = Scenarios.Select(scenario => teacher.Answer(ScenarioBlock.Write(scenario))).OrderBy(text => text.Length).ToList();
        return Encoding.UTF8.GetBytes(transcripts[transcripts.Count / 2]);
    }

    private static byte[] LongestResponse()
    {
        const string marker = "(function_response) ";
        var responses = Encoding.UTF8.GetString(Transcript).Split('\n').Where(line => line.StartsWith(marker, StringComparison.Ordinal));
        return Encoding.UTF8.GetBytes(responses.MaxBy(line => line.Length)![marker.Length..]);
    }
}
