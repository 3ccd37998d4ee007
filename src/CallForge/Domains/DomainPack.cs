using System.Security.Cryptography;
using System.Text;
using CallForge.Conversations;

namespace CallForge.Domains;

/// <summary>Everything that makes a domain: its tools, what customers ask for, and the words of the prompts.</summary>
/// <param name="Sha256">Hash over all files of the pack, in hex.</param>
internal sealed record DomainPack(
    string Name,
    string Language,
    TranscriptLabels Labels,
    IReadOnlyList<Tool> Tools,
    Pools Pools,
    IReadOnlyList<Mix> Mixes,
    Prompts Prompts,
    string Sha256);

/// <summary>The lists a scenario draws from.</summary>
internal sealed record Pools(
    IReadOnlyList<string> Customers,
    IReadOnlyList<Situation> Manners,
    IReadOnlyList<Topic> Topics,
    IReadOnlyList<Topic> Chains,
    IReadOnlyList<Topic> Clarifications,
    IReadOnlyList<Topic> Corrections,
    IReadOnlyList<Situation> Unsupported,
    IReadOnlyList<string> Chitchat);

/// <summary>How many conversations of each type, dealt by blocks of 100.</summary>
internal sealed record Mix(string Name, IReadOnlyList<MixEntry> Entries);

/// <param name="Share">Of each 100 conversations, how many.</param>
/// <param name="Draw">How many items of each pool one scenario takes, by the pool's name.</param>
internal sealed record MixEntry(string ScenarioType, int Share, IReadOnlyDictionary<string, DrawCount> Draw);

/// <summary><c>2</c> or <c>1-2</c>: at least <paramref name="Min"/>, at most <paramref name="Max"/>.</summary>
internal readonly record struct DrawCount(int Min, int Max);

/// <param name="Instructions">The constant part of every request: role, tools, return formats, rules, examples, with nothing left to fill in.</param>
/// <param name="Request">The variable part, with <c>{{scenario}}</c>.</param>
/// <param name="System">The trained model's system header, with <c>{{user_id}}</c> and <c>{{date}}</c>.</param>
internal sealed record Prompts(string Instructions, string Request, string System)
{
    /// <summary>Of <see cref="Instructions"/>, in hex: tells which prompt made a row.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Instructions)));
}
