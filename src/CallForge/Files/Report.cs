using System.Text.Json.Serialization;

namespace CallForge.Files;

/// <summary><c>report.json</c>: what became of every request, and what the dataset consists of.</summary>
/// <param name="Output">Name of the output as it was given; the first file of the dataset, unless there are shards.</param>
/// <param name="Files">The files of the dataset; null in reports of versions that wrote one file and did not name it here.</param>
/// <param name="Groups">Null if the mix has none.</param>
/// <param name="Corpus">Null in reports of versions that did not count it.</param>
/// <param name="Checks">Null in reports of versions that checked nothing.</param>
/// <param name="Cost">Null if the folder has no batches.</param>
/// <param name="InputXxh128">Hash of everything the dataset was made from; <c>run</c> sees by it that nothing is to be done.</param>
/// <param name="Input">The transcripts it was made of, relative to the folder of the report; null in reports of versions that did not note it.</param>
/// <param name="Rows">How its rows were made; null in reports of versions that did not note it.</param>
internal sealed record Report(
    string Output,
    IReadOnlyList<DatasetFile>? Files,
    Funnel Funnel,
    SortedDictionary<string, Funnel> ScenarioTypes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SortedDictionary<string, Funnel>? Groups,
    SortedDictionary<string, int> Rejections,
    SortedDictionary<string, int> Failures,
    SortedDictionary<string, int> Repairs,
    SortedDictionary<string, int> ToolCalls,
    SortedDictionary<int, int> CustomerTurns,
    CorpusFigures? Corpus,
    CheckFigures? Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CostFigures? Cost,
    Provenance Provenance,
    string InputXxh128,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Input = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RowSettings? Rows = null)
{
    public static Report? Load(string path) => JsonFile.Load(path, JsonFile.Types.Report, report => report is { Funnel: not null, Provenance: not null, ScenarioTypes: not null });

    /// <summary>Of those that ended, more are lost of this type than of all, 1.2 times or more: a loss that is no chance makes the dataset lopsided.</summary>
    public bool LosesMore(string type) => ScenarioTypes.Count > 1 && ScenarioTypes[type].Loss > 0 && ScenarioTypes[type].Loss >= 1.2 * Funnel.Loss;

    public void Save(string path) => JsonFile.Save(path, this, JsonFile.Types.Report);
}

/// <summary>Every request is in exactly one of the four.</summary>
internal sealed record Funnel(int Requested, int Accepted, int Rejected, int Failed, int Pending)
{
    public static readonly Funnel Empty = new(0, 0, 0, 0, 0);

    [JsonIgnore]
    public bool Balances => Requested == Accepted + Rejected + Failed + Pending;

    /// <summary>The share of those that ended which gave no row.</summary>
    [JsonIgnore]
    public double Loss => Requested > Pending ? (double)(Rejected + Failed) / (Requested - Pending) : 0;

    public static Funnel operator +(Funnel one, Funnel other) => new(
        one.Requested + other.Requested, one.Accepted + other.Accepted, one.Rejected + other.Rejected, one.Failed + other.Failed, one.Pending + other.Pending);
}

/// <summary>What the rows came from; null where it is not known.</summary>
/// <param name="Language">Of the pack; null in reports of versions that did not note it.</param>
/// <param name="Template">The chat template of the form <c>text</c>; null if the dataset is not made in it.</param>
/// <param name="ChecksSha256">Hash of what the pack says of right conversations; null in reports of versions that checked nothing.</param>
internal sealed record Provenance(
    string Version, string Domain, string DomainSha256, string PromptSha256, string? RunId, string? Mix, string? Model, string? Endpoint, long? GenerateSeed, long PreprocessSeed, string? Language,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Template = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ChecksSha256 = null);
