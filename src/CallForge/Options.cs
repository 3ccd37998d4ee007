using System.CommandLine;
using System.CommandLine.Parsing;

namespace CallForge;

/// <summary>Options that several commands share.</summary>
internal static class Options
{
    public static Option<string> Dir() =>
        new("--dir") { Description = "Folder of all files of a run.", DefaultValueFactory = _ => "data" };

    public static Option<string> Domain() =>
        new("--domain") { Description = "Domain pack: a built-in name or the path of a folder.", DefaultValueFactory = _ => "delivery-ko" };

    public static Option<long> Seed(string description) => new("--seed") { Description = description, DefaultValueFactory = _ => 42 };

    public static Option<string?> Provider()
    {
        var option = new Option<string?>("--provider") { Description = "Who runs the batches: openai (or whatever is at --base-url), or local, the embedded server, which needs no key. Default: openai, or what the folder was submitted to." };
        option.AcceptOnlyFromAmong(CallForge.Provider.OpenAIName, CallForge.Provider.LocalName);
        return option;
    }

    public static Option<string?> BaseUrl() =>
        new("--base-url") { Description = "Base URL of an OpenAI-compatible service, such as http://127.0.0.1:8321/v1. Default: OPENAI_BASE_URL, else OpenAI." };

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
        option.Validators.Add(result => RefuseUnlessPositive(result, option));
        return option;
    }

    private static void RefuseUnlessPositive(OptionResult result, Option option)
    {
        if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number < 1))
            result.AddError($"{option.Name} is '{token.Value}'; give a whole number of at least 1.");
    }
}
