namespace CallForge.Preprocess;

/// <summary>How rows are made of transcripts.</summary>
/// <param name="Seed">Of the shuffled tool order.</param>
/// <param name="KeepPreamble">Whether text before a call stays in the message of the call.</param>
/// <param name="KeepSystemTurn">Whether the first message is the system header.</param>
internal sealed record PreprocessOptions(long Seed, bool KeepPreamble, bool KeepSystemTurn);
