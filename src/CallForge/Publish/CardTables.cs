using System.Globalization;
using CallForge.Files;

namespace CallForge.Publish;

/// <summary>The tables of the card.</summary>
internal static class CardTables
{
    private const int BarLength = 30;

    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["id"] = "the id of the request that the row came from",
        ["tools"] = "JSON list of the functions in OpenAI form, in this row's order",
        ["uid"] = "id of the customer",
        ["dates"] = "day of the conversation",
        ["messages"] = "the conversation",
        ["conversations"] = "the conversation, in ShareGPT's words",
        ["system"] = "the system turn",
        ["system_prompt"] = "the system turn with the functions, as Qwen's template writes it; not to be used together with `tools`",
        ["scenario_type"] = "what the request asked for",
    };

    private static readonly Dictionary<string, string> MessagesMeanings = new(StringComparer.Ordinal)
    {
        ["default"] = "the conversation; calls and responses are text: `<tool_call>…</tool_call>`, `<tool_response>…</tool_response>`",
        ["openai"] = "the conversation; calls in `tool_calls`, with `arguments` as an object; needs `datasets` 4.7 or later",
        ["swift"] = "the conversation; calls and responses as turns of the roles `tool_call` and `tool_response`",
    };

    public static string Files(IReadOnlyList<Shard> shards) => Markdown.Table(
        ["configuration", "split", "files", "rows:", "bytes:"],
        shards.GroupBy(shard => (shard.Config, shard.File.Split, shard.Pattern)).Select(split => (string[])
        [
            Markdown.Code(split.Key.Config), Markdown.Code(split.Key.Split),
            split.Count() == 1 ? $"[{split.First().Path}]({split.First().Path})" : $"{Markdown.Code(split.Key.Pattern)} ({Markdown.Count(split.Count())} files)",
            Markdown.Count(split.Sum(shard => (long)shard.File.Rows)), Markdown.Count(split.Sum(shard => shard.File.Bytes)),
        ]));

    public static string Columns(CardFacts facts) => string.Join('\n', facts.Columns.Select(config =>
        $"Configuration {Markdown.Code(config.Key)}:\n\n" + Markdown.Table(
            ["column", "type", "content"],
            config.Value.Select(column => (string[])[Markdown.Code(column.Name), Markdown.Code(column.Type), Meaning(config.Key, column.Name, facts.Report)]))));

    public static string ScenarioTypes(Report report) => Markdown.Table(
        ["type", "requested:", "conversations:", "share:"],
        report.ScenarioTypes.Select(type => Row(type.Key, type.Value))
            .Concat((report.Groups ?? []).Select(group => Row(group.Key, group.Value))))
        + (report.ScenarioTypes.Keys.Where(report.LosesMore).ToList() is { Count: > 0 } lossy ? $"\nOf {string.Join(", ", lossy.Select(Markdown.Code))} more was lost than of the others: at least 1.2 times the mean.\n" : "")
        + (report.Groups is null ? "" : "\nThe later lines count the same conversations by the groups of the mix.\n");

    public static string Functions(Report report) => report.Corpus is { } corpus
        ? Markdown.Table(
            ["function", "calls:", "conversations:"],
            corpus.Functions.Select(function => (string[])[Markdown.Code(function.Name), Markdown.Count(function.Calls), Markdown.Count(function.Conversations)]))
        : Markdown.Table(["function", "calls:"], report.ToolCalls.Select(function => (string[])[Markdown.Code(function.Key), Markdown.Count(function.Value)]));

    public static string CustomerTurns(SortedDictionary<int, int> turns)
    {
        var most = turns.Values.DefaultIfEmpty(1).Max();
        return Markdown.Table(
            ["turns:", "conversations:", ""],
            turns.Select(count => (string[])[Markdown.Count(count.Key), Markdown.Count(count.Value), new string('█', Math.Max(1, count.Value * BarLength / most))]));
    }

    public static string Funnel(Report report)
    {
        var funnel = report.Funnel;
        return Markdown.Table(["", "requests:", "share:"],
        [
            ["requested", Markdown.Count(funnel.Requested), ""],
            ["accepted", Markdown.Count(funnel.Accepted), Share(funnel.Accepted, funnel.Requested)],
            ["rejected", Markdown.Count(funnel.Rejected), Share(funnel.Rejected, funnel.Requested)],
            .. Reasons(report.Rejections),
            ["failed", Markdown.Count(funnel.Failed), Share(funnel.Failed, funnel.Requested)],
            .. Reasons(report.Failures),
            ["pending", Markdown.Count(funnel.Pending), Share(funnel.Pending, funnel.Requested)],
        ])
        + Checks(report)
        + (report.Repairs.Count == 0 ? "" : "\nHarmless deviations that were put right:\n\n" + Markdown.Table(["repair", "times:"], report.Repairs.Select(repair => (string[])[Markdown.Code(repair.Key), Markdown.Count(repair.Value)])));
    }

    private static string Checks(Report report)
    {
        if (report.Checks is not { } checks) return "";
        var accepted = checks.Rungs.Count == 0 ? "\nNothing of what is accepted was checked.\n" : $"\nAccepted means: {FunnelTable.Checked(checks)}.\n";
        var lost = checks.Rejections.SelectMany(type => type.Value.Select(code => (string[])[Markdown.Code(type.Key), Markdown.Code(code.Key), Markdown.Count(code.Value)])).ToList();
        return accepted + (lost.Count == 0 ? "" : "\n" + Markdown.Table(["type", "rejected for", "conversations:"], lost));
    }

    private static IEnumerable<string[]> Reasons(SortedDictionary<string, int> reasons) =>
        reasons.Select(reason => (string[])[$"– {Markdown.Code(reason.Key)}", Markdown.Count(reason.Value), ""]);

    private static string[] Row(string name, Funnel funnel) =>
        [Markdown.Code(name), Markdown.Count(funnel.Requested), Markdown.Count(funnel.Accepted), Share(funnel.Accepted, funnel.Requested)];

    private static string Share(int count, int of) => of == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of:0.0} %");

    private static string Meaning(string config, string column, Report report) => column switch
    {
        "messages" when MessagesMeanings.TryGetValue(config, out var meaning) => meaning,
        "text" when report.Provenance.Template is { } template => $"the conversation as the chat template of {Markdown.Code(template)} renders it, special tokens included",
        _ => Meanings.GetValueOrDefault(column, ""),
    };
}
