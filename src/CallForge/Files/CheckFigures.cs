namespace CallForge.Files;

/// <summary>The key <c>checks</c> of <c>report.json</c>: what the conversations were checked for, and what was found.</summary>
/// <param name="Level">What <c>--check</c> was.</param>
/// <param name="Rungs">What accepted conversations have passed; none if nothing was checked.</param>
/// <param name="Findings">By their code.</param>
/// <param name="Allowed">Findings that <c>allow.txt</c> lets pass, by their code.</param>
/// <param name="Rejections">Why conversations of a type gave no row, by the type, then by the code.</param>
internal sealed record CheckFigures(
    string Level,
    int? MaxTokens,
    IReadOnlyList<string> Rungs,
    SortedDictionary<string, FindingFigures> Findings,
    SortedDictionary<string, int> Allowed,
    SortedDictionary<string, SortedDictionary<string, int>> Rejections);

/// <param name="Conversations">That have at least one.</param>
/// <param name="Rejected">Those of them that were rejected for this code, their first that rejects.</param>
/// <param name="Findings">In all.</param>
internal sealed record FindingFigures(int Conversations, int Rejected, int Findings);
