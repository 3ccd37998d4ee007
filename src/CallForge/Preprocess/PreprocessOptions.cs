namespace CallForge.Preprocess;

/// <summary>How rows are made of transcripts.</summary>
/// <param name="Seed">Of the shuffled tool order, and of the split.</param>
/// <param name="KeepPreamble">Whether text before a call stays in front of it.</param>
/// <param name="KeepSystemTurn">Whether the first message of <c>qwen</c> rows is the system header.</param>
/// <param name="Formats">The forms of the dataset, separated by commas; the first takes the name of the output.</param>
/// <param name="Template">The chat template of the form <c>text</c>.</param>
/// <param name="TestShare">0 for no test split.</param>
/// <param name="ShardBytes">A file that is larger is followed by another.</param>
internal sealed record PreprocessOptions(
    long Seed, bool KeepPreamble, bool KeepSystemTurn, string Formats, string Template, double TestShare, long ShardBytes)
{
    public IReadOnlyList<string> FormatNames => Formats.Split(',');
}
