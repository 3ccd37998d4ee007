using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CallForge.LocalServer;

namespace CallForge.Domains;

/// <summary>What a pack holds, in numbers.</summary>
internal sealed record PackSummary(
    string Name,
    string Language,
    int Tools,
    int Topics,
    int Chains,
    int Clarifications,
    int Corrections,
    int Unsupported,
    int Customers,
    int Manners,
    int Chitchat,
    IReadOnlyList<MixSummary> Mixes,
    int InstructionsBytes,
    int InstructionsTokens,
    string Sha256)
{
    private const int ShortHash = 12;

    private static readonly PackSummaryJson Json = new(new JsonSerializerOptions(PackSummaryJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static PackSummary Of(DomainPack pack) => new(
        pack.Name, pack.Language, pack.Tools.Count,
        pack.Pools.Topics.Count, pack.Pools.Chains.Count, pack.Pools.Clarifications.Count, pack.Pools.Corrections.Count,
        pack.Pools.Unsupported.Count, pack.Pools.Customers.Count, pack.Pools.Manners.Count, pack.Pools.Chitchat.Count,
        [.. pack.Mixes.Select(MixSummary.Of)],
        Encoding.UTF8.GetByteCount(pack.Prompts.Instructions), TokenCounter.Count(pack.Prompts.Instructions), pack.Sha256);

    public string ToLine() => $"{Name}  {Language}  {Tools} tools  {Topics} topics  mixes {string.Join(", ", Mixes)}  sha256 {Sha256[..ShortHash]}";

    public string ToJson() => JsonSerializer.Serialize(this, Json.PackSummary);

    public void WriteTable(TextWriter output)
    {
        (string What, string Value)[] rows =
        [
            ("name", Name), ("language", Language), ("tools", Number(Tools)),
            ("topics", Number(Topics)), ("chains", Number(Chains)), ("clarifications", Number(Clarifications)), ("corrections", Number(Corrections)),
            ("unsupported", Number(Unsupported)), ("customers", Number(Customers)), ("manners", Number(Manners)), ("chitchat", Number(Chitchat)),
            .. Mixes.Select(mix => ($"mix {mix.Name}", mix.Describe())),
            ("instructions", $"{Number(InstructionsBytes)} bytes, {Number(InstructionsTokens)} tokens (o200k)"), ("sha256", Sha256),
        ];
        var width = rows.Max(row => row.What.Length) + 2;
        foreach (var (what, value) in rows) output.WriteLine($"{what.PadRight(width)}{value}");
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <param name="Count">How many requests are made of it if nobody says otherwise.</param>
internal sealed record MixSummary(string Name, int Count, int Types, int Groups)
{
    public static MixSummary Of(Mix mix) => new(
        mix.Name, mix.Count,
        mix.Entries.Select(entry => entry.ScenarioType).Distinct().Count(),
        mix.Entries.Select(entry => entry.Group).OfType<string>().Distinct().Count());

    public override string ToString() => $"{Name} {Count}";

    public string Describe() =>
        $"{Count} requests by default, {Plural(Types, "scenario type")}{(Groups > 0 ? $", {Plural(Groups, "group")}" : "")}";

    private static string Plural(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PackSummary))]
internal sealed partial class PackSummaryJson : JsonSerializerContext;
