using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CallForge;

/// <summary>Options that several commands share.</summary>
internal static class Options
{
    /// <summary>Longer than a day, and a batch has ended before it is looked at.</summary>
    private const int LongestPollInterval = 86_400;

    public static Option<string> Dir()
    {
        var option = new Option<string>("--dir") { Description = "Folder of all files of a run.", DefaultValueFactory = _ => "data" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && System.IO.File.Exists(token.Value)) result.AddError($"--dir is '{token.Value}', which is a file; give the folder of the run.");
        });
        return option;
    }

    /// <summary>The path of a file, which no folder can stand for.</summary>
    public static Option<string?> File(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (Directory.Exists(token.Value) || Path.EndsInDirectorySeparator(token.Value)))
                result.AddError($"{name} is '{token.Value}', which is a folder; give the file in it, or the folder as --dir.");
        });
        return option;
    }

    public static Option<string> Domain() =>
        new("--domain") { Description = "Domain pack: a built-in name or the path of a folder.", DefaultValueFactory = _ => "delivery-ko" };

    public static Option<long> Seed(string description) => Seed("--seed", description);

    public static Option<long> Seed(string name, string description)
    {
        var option = new Option<long>(name) { Description = description, DefaultValueFactory = _ => 42 };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                result.AddError($"{name} is '{token.Value}'; give a whole number of at most {long.MaxValue}.");
        });
        return option;
    }

    public static Option<string?> Provider()
    {
        var option = new Option<string?>("--provider") { Description = "Who runs the batches: openai (or whatever is at --base-url), or local, the embedded server, which needs no key. Default: openai, or what the folder was submitted to." };
        option.AcceptOnlyFromAmong(CallForge.Provider.OpenAIName, CallForge.Provider.LocalName);
        return option;
    }

    public static Option<string?> BaseUrl() =>
        new("--base-url") { Description = "Base URL of an OpenAI-compatible service, such as http://127.0.0.1:8321/v1. Default: OPENAI_BASE_URL, else OpenAI." };

    /// <summary>Whether an option stands on the command line: what does not may be remembered.</summary>
    public static bool IsNamed(this ParseResult arguments, Option option) => arguments.GetResult(option) is { Implicit: false };

    public static Option<int?> Positive(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description };
        option.Validators.Add(result => RefuseUnlessPositive(result, option));
        return option;
    }

    /// <summary>Seconds, at least one.</summary>
    public static Option<int> PollInterval()
    {
        var option = new Option<int>("--poll-interval") { Description = "Seconds between two looks at a running batch.", DefaultValueFactory = _ => 60 };
        option.Validators.Add(result => RefuseUnlessPositive(result, option, LongestPollInterval));
        return option;
    }

    private static void RefuseUnlessPositive(OptionResult result, Option option, int most = int.MaxValue)
    {
        if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most))
            result.AddError($"{option.Name} is '{token.Value}'; give a whole number of at least 1 and at most {most:N0}.");
    }
}
