namespace CallForge.Files;

/// <summary>How rows are made, as the options of <c>preprocess</c> said it: remembered in <c>report.json</c> and <c>run.json</c>.</summary>
/// <param name="Domain">Name or folder of the domain pack, as it was given; null if it is not known.</param>
/// <param name="Check">What <c>--check</c> was; null in files of versions that checked nothing.</param>
/// <param name="Formats">Separated by commas.</param>
internal sealed record RowSettings(
    string? Domain, long Seed, bool KeepPreamble, bool KeepSystemTurn, string Formats, string Template, double TestShare, long ShardBytes, string? Check = null, int? MaxTokens = null)
{
    public bool IsWhole => Formats is { Length: > 0 } && Template is not null;
}
