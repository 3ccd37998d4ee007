using System.Text.Json;
using System.Text.Json.Serialization;


namespace CallForge.Files;

/// <summary><c>run.json</c>: what a <c>batch_input.jsonl</c> was made from. Written by <c>generate-batch</c> beside it.</summary>
/// <param name="RunId">Common start of all <c>custom_id</c>s; a hash of everything below that shapes a request, without the count.</param>
/// <param name="Bytes">Length of <c>batch_input.jsonl</c>.</param>
/// <param name="Domain">Name or folder of the domain pack, as it was given.</param>
/// <param name="ModelIsNamed">Whether the user named the model: then it is used even after its shutdown date.</param>
/// <param name="Rows">How <c>run</c> was asked to make rows; null if <c>run</c> did not write the file.</param>
internal sealed record RunFile(
    string RunId,
    int Count,
    long Bytes,
    string Domain,
    string DomainSha256,
    string PromptSha256,
    string Mix,
    string Model,
    string Endpoint,
    long Seed,
    int? MaxOutputTokens,
    string? ReasoningEffort,
    ChitchatOrigin? Chitchat,
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ModelIsNamed = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RowSettings? Rows = null)
{
    /// <summary>This and the following: what was asked of the model beside the prompt; null, and not in the file, where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TokenLimitField { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Temperature { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TopP { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ExtraBody { get; init; }

    public static RunFile? Load(string path) => JsonFile.Load(path, JsonFile.Types.RunFile, run => run is { RunId: not null, Domain: not null });

    public void Save(string path) => JsonFile.Save(path, this, JsonFile.Types.RunFile);
}

/// <param name="Option">What <c>--chitchat</c> said.</param>
/// <param name="Sha256">Hash of the lines that were drawn from.</param>
internal sealed record ChitchatOrigin(string Option, string Sha256, int Lines);
