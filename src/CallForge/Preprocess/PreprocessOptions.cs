using System.Globalization;
using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>How rows are made of transcripts.</summary>
/// <param name="Seed">Of the shuffled tool order, and of the split.</param>
/// <param name="KeepPreamble">Whether text before a call stays in front of it.</param>
/// <param name="KeepSystemTurn">Whether the first message of <c>qwen</c> rows is the system header.</param>
/// <param name="Formats">The forms of the dataset, separated by commas; the first takes the name of the output.</param>
/// <param name="Template">The chat template of the form <c>text</c>.</param>
/// <param name="TestShare">0 for no test split.</param>
/// <param name="ShardBytes">A file that is larger is followed by another.</param>
/// <param name="Check">What conversations are checked for before they become rows.</param>
internal sealed record PreprocessOptions(
    long Seed, bool KeepPreamble, bool KeepSystemTurn, string Formats, string Template, double TestShare, long ShardBytes, CheckOptions Check)
{
    public IReadOnlyList<string> FormatNames => Formats.Split(',');

    /// <param name="domain">As it was given.</param>
    public RowSettings ToSettings(string domain) => new(domain, Seed, KeepPreamble, KeepSystemTurn, Formats, Template, TestShare, ShardBytes, Check.Level.Name(), Check.MaxTokens);

    public static PreprocessOptions From(RowSettings settings) => new(
        settings.Seed, settings.KeepPreamble, settings.KeepSystemTurn, settings.Formats, settings.Template, settings.TestShare, settings.ShardBytes,
        settings.Check is { } level ? new CheckOptions(CheckLevels.Parse(level), settings.MaxTokens) : CheckOptions.Usual);

    /// <summary>As they are given on a command line.</summary>
    public string Words() => string.Create(CultureInfo.InvariantCulture,
        $"--seed {Seed} --format {Formats} --template {Template} --test-share {TestShare} --shard-size {ShardBytes / 1e6} --preamble {(KeepPreamble ? "keep" : "drop")} --system-turn {(KeepSystemTurn ? "keep" : "none")} --check {Check.Level.Name()}{(Check.MaxTokens is { } most ? $" --max-tokens {most}" : "")}");
}
