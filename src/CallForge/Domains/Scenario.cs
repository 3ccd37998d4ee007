using System.Text.Json.Serialization;

namespace CallForge.Domains;

/// <summary>
/// What one conversation is asked to be about. Written as one JSON block into its request, which is
/// therefore the record of it; read back by <c>preprocess</c> and by the simulated teacher.
/// </summary>
/// <param name="Domain">Name of the domain pack.</param>
/// <param name="ScenarioType"><c>tool_use</c>, <c>multi_step</c>, <c>clarification</c>, <c>unsupported</c>, <c>off_topic</c>, <c>mixed</c> or <c>correction</c>.</param>
/// <param name="UserId">The logged-in customer, a UUID.</param>
/// <param name="Date">Day of the conversation, <c>yyyy-MM-dd</c>.</param>
/// <param name="Complaint">Whether the customer complains.</param>
/// <param name="Manner">How the customer talks.</param>
/// <param name="Topics">What the tools can do for the customer, in the order of the conversation.</param>
/// <param name="Unsupported">What the customer asks for although no tool does it.</param>
/// <param name="Chitchat">Small talk of the customer, word for word.</param>
/// <param name="Group">What it is counted as beside its type; null, and not written, if its mix has no groups.</param>
internal sealed record Scenario(
    string Domain,
    string ScenarioType,
    string UserId,
    string Date,
    bool Complaint,
    Situation Manner,
    IReadOnlyList<Topic> Topics,
    IReadOnlyList<Situation> Unsupported,
    IReadOnlyList<string> Chitchat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Group = null);

/// <summary>Something the customer wants and the functions that serve it.</summary>
internal sealed record Topic(string Id, string Text, IReadOnlyList<string> Functions);

internal sealed record Situation(string Id, string Text);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Scenario))]
internal sealed partial class ScenarioJson : JsonSerializerContext;
