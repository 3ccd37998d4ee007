using System.Security.Cryptography;
using System.Text;
using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>Everything that makes a domain: its tools, what customers ask for, and the words of the prompts.</summary>
/// <param name="Sha256">Hash over all files of the pack that shape a request, in hex.</param>
/// <param name="OutputTokens">How long a transcript is on average (<c>estimate.yaml</c>); null if the pack does not say.</param>
/// <param name="ChecksSha256">Hash over the files that shape no request but say what is right, in hex.</param>
internal sealed record DomainPack(
    string Name,
    string Language,
    TranscriptLabels Labels,
    IReadOnlyList<Tool> Tools,
    Pools Pools,
    IReadOnlyList<Mix> Mixes,
    Prompts Prompts,
    string Sha256,
    int? OutputTokens,
    IReadOnlyList<PackExample> Examples,
    Contract Contract,
    string ChecksSha256);

/// <summary>A conversation that the teacher is shown.</summary>
/// <param name="Text">The scenario's block, then a transcript.</param>
internal sealed record PackExample(string File, string Text);

/// <summary>The lists a scenario draws from.</summary>
internal sealed record Pools(
    IReadOnlyList<string> Customers,
    IReadOnlyList<Situation> Manners,
    IReadOnlyList<Topic> Topics,
    IReadOnlyList<Topic> Chains,
    IReadOnlyList<Topic> Clarifications,
    IReadOnlyList<Topic> Corrections,
    IReadOnlyList<Situation> Unsupported,
    IReadOnlyList<string> Chitchat)
{
    /// <summary>The pools that mixes draw from, as mixes call them.</summary>
    public static readonly IReadOnlyList<string> Drawn = ["topics", "chains", "clarifications", "corrections", "unsupported", "chitchat"];

    /// <summary>Of a pool's items, in order; lines of small talk have none.</summary>
    public IReadOnlyList<string> Ids(string pool) => pool switch
    {
        "topics" => Ids(Topics),
        "chains" => Ids(Chains),
        "clarifications" => Ids(Clarifications),
        "corrections" => Ids(Corrections),
        "unsupported" => [.. Unsupported.Select(situation => situation.Id)],
        _ => [],
    };

    private static List<string> Ids(IReadOnlyList<Topic> topics) => [.. topics.Select(topic => topic.Id)];
}

/// <summary>How many conversations of each type, dealt by blocks: the sum of all shares.</summary>
/// <param name="Count">How many requests are made of it unless somebody asks for another number.</param>
internal sealed record Mix(string Name, int Count, IReadOnlyList<MixEntry> Entries)
{
    /// <summary>Of a mix that does not say otherwise.</summary>
    public const int UsualCount = 400;
}

/// <param name="Group">What these conversations are counted as beside their type; null if the mix has no groups.</param>
/// <param name="Share">Of each block of the mix, how many.</param>
/// <param name="Draw">What one scenario takes of each pool, by the pool's name.</param>
internal sealed record MixEntry(string ScenarioType, string? Group, int Share, IReadOnlyDictionary<string, PoolDraw> Draw);

/// <summary>At least <paramref name="Min"/> items of a pool, at most <paramref name="Max"/>.</summary>
/// <param name="Of">The only places of the pool that may be drawn; null for all.</param>
internal readonly record struct PoolDraw(int Min, int Max, IReadOnlyList<int>? Of);

/// <param name="Instructions">The constant part of every request: role, tools, return formats, rules, examples, with nothing left to fill in.</param>
/// <param name="Request">The variable part, with <c>{{scenario}}</c>.</param>
/// <param name="System">The trained model's system header, with <c>{{user_id}}</c> and <c>{{date}}</c>.</param>
internal sealed record Prompts(string Instructions, string Request, string System)
{
    /// <summary>Of <see cref="Instructions"/>, in hex: tells which prompt made a row.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Instructions)));
}
