using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CallForge.Conversations;
using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>The options of <c>preprocess</c> that are no paths; <c>run</c> has them too.</summary>
internal sealed class PreprocessOptionSet
{
    private const int BytesPerMegabyte = 1_000_000;

    private readonly Option<string> _format = new("--format") { Description = $"Forms of the dataset, a file each, separated by commas: {string.Join(", ", RowFormat.Names)}.", DefaultValueFactory = _ => "qwen" };
    private readonly Option<string> _template = new("--template") { Description = "Chat template of the form text.", DefaultValueFactory = _ => "qwen3-2507" };
    private readonly Option<double> _testShare = new("--test-share") { Description = "Share of the scenarios that becomes a test split, such as 0.05; 0 for none.", DefaultValueFactory = _ => 0 };
    private readonly Option<double> _shardSize = new("--shard-size") { Description = "Megabytes after which a file is followed by another.", DefaultValueFactory = _ => 500 };
    private readonly Option<string> _preamble = new("--preamble") { Description = "Text of the assistant before a call: keep it in front of the call, or drop it.", DefaultValueFactory = _ => "keep" };
    private readonly Option<string> _systemTurn = new("--system-turn") { Description = "First message of qwen rows: keep the system header, or none where system_prompt is pasted instead.", DefaultValueFactory = _ => "keep" };
    private readonly Option<string?> _pushToHub = new("--push-to-hub") { Description = "Repository on the Hugging Face Hub that the dataset is then pushed to, as push does." };
    private readonly Option<string?> _license = new("--license") { Description = "With --push-to-hub: licence of the dataset, such as cc-by-4.0. Default: the one of the card on the Hub, else it is asked for." };
    private readonly CheckOptionSet _check = new();

    public PreprocessOptionSet()
    {
        _template.AcceptOnlyFromAmong([.. ChatTemplate.All.Select(template => template.Name)]);
        _preamble.AcceptOnlyFromAmong("keep", "drop");
        _systemTurn.AcceptOnlyFromAmong("keep", "none");
        _format.Validators.Add(RefuseUnknownFormats);
        _testShare.Validators.Add(result => RefuseNumber(result, share => share is >= 0 and < 1, "give a number from 0 up to, but not including, 1"));
        _shardSize.Validators.Add(result => RefuseNumber(result, size => size is > 0 and < 1e9, "give megabytes, such as 500"));
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _format, _template, _testShare, _shardSize, _preamble, _systemTurn, _pushToHub, _license }) command.Options.Add(option);
        _check.AddTo(command);
    }

    /// <summary>Whether anything is named that shapes rows.</summary>
    public bool IsAnyNamed(ParseResult arguments, Option<long> seed) => Shaping(seed).Any(option => arguments.IsNamed(option));

    /// <param name="remembered">What counts where nothing is named; null for the defaults.</param>
    public PreprocessOptions Read(ParseResult arguments, Option<long> seed, RowSettings? remembered)
    {
        var given = new PreprocessOptions(
            arguments.GetValue(seed), arguments.GetValue(_preamble) == "keep", arguments.GetValue(_systemTurn) == "keep",
            string.Join(',', FormatsOf(arguments.GetValue(_format)!)), arguments.GetValue(_template)!,
            arguments.GetValue(_testShare), (long)(arguments.GetValue(_shardSize) * BytesPerMegabyte), _check.Read(arguments));
        if (remembered is null) return given;
        var before = PreprocessOptions.From(remembered);
        return new PreprocessOptions(
            arguments.IsNamed(seed) ? given.Seed : before.Seed,
            arguments.IsNamed(_preamble) ? given.KeepPreamble : before.KeepPreamble,
            arguments.IsNamed(_systemTurn) ? given.KeepSystemTurn : before.KeepSystemTurn,
            arguments.IsNamed(_format) ? given.Formats : before.Formats,
            arguments.IsNamed(_template) ? given.Template : before.Template,
            arguments.IsNamed(_testShare) ? given.TestShare : before.TestShare,
            arguments.IsNamed(_shardSize) ? given.ShardBytes : before.ShardBytes,
            _check.Read(arguments, before.Check));
    }

    private IEnumerable<Option> Shaping(Option<long> seed) => [seed, _format, _template, _testShare, _shardSize, _preamble, _systemTurn, .. _check.All];

    /// <summary>Null if the dataset is not to be pushed.</summary>
    public PushDataset? ReadPush(ParseResult arguments, PreparePush prepare) =>
        arguments.GetValue(_pushToHub) is { } repository ? prepare(repository, arguments.GetValue(_license)) : null;

    private static string[] FormatsOf(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static void RefuseUnknownFormats(OptionResult result)
    {
        var formats = result.Tokens is [var token] ? FormatsOf(token.Value) : [];
        foreach (var format in formats.Except(RowFormat.Names))
            result.AddError($"--format has '{format}'; the forms are {string.Join(", ", RowFormat.Names)}.");
        if (formats.Distinct().Count() < formats.Length) result.AddError($"--format is '{result.Tokens[0].Value}'; name each form once.");
    }

    private static void RefuseNumber(OptionResult result, Func<double, bool> isGood, string advice)
    {
        if (result.Tokens is [var token] && !(double.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && isGood(number)))
            result.AddError($"{result.Option.Name} is '{token.Value}'; {advice}.");
    }
}
