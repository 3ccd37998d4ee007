using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Validation.Provenance;
using CallForge.Validation.Schema;

namespace CallForge.Validation;

/// <summary>What conversations are checked for.</summary>
/// <param name="MaxTokens">More make a conversation too long; null for any length.</param>
internal sealed record CheckOptions(CheckLevel Level, int? MaxTokens)
{
    public static readonly CheckOptions Usual = new(CheckLevel.Default, null);
}

/// <summary>All that a domain's contract says, made ready once; it has no state and is shared by all workers.</summary>
/// <param name="isPromptItself">Whether the conversations are those of the prompt, whose ids no other may have.</param>
internal sealed class Ladder(DomainPack pack, CheckOptions options, bool isPromptItself = false)
{
    /// <summary>What every accepted conversation has been checked for.</summary>
    public static IReadOnlyList<string> Rungs { get; } = [.. FindingCode.All.Select(code => code.Rung).Distinct()];

    public CheckOptions Options { get; } = options;

    public string Language { get; } = pack.Language;

    public TranscriptLabels Labels { get; } = pack.Labels;

    public FunctionSchemas Functions { get; } = new(pack.Tools);

    public IdKeys Ids { get; } = IdKeys.Of(pack.Contract.Ids, pack.Tools);

    /// <summary>The ids in the prompt, which teachers like to copy.</summary>
    public IReadOnlySet<IdValue> PromptIds { get; } = IdValue.UuidsIn(isPromptItself ? "" : pack.Prompts.Instructions);

    public Severity SeverityOf(string code, bool isGuess)
    {
        var severity = pack.Contract.Severities.TryGetValue(code, out var own) ? own : FindingCode.Named(code).Severity;
        if (isGuess && severity == Severity.Reject) severity = Severity.Warn;
        return Options.Level.Of(severity);
    }
}
