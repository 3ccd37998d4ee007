using CallForge.Cost;
using CallForge.Files;

namespace CallForge.Publish;

/// <summary>What the rows came from.</summary>
internal static class CardProvenance
{
    /// <summary>Who wrote the transcripts. The local provider answers in the name of whatever model was asked for.</summary>
    public static string Teacher(Report report) => (report.Cost, report.Provenance.Model) switch
    {
        ({ Biller: null }, _) => "The transcripts were written by callforge's simulated teacher, which is a program and no language model.",
        ({ Biller: "api.openai.com" }, { } model) => $"The transcripts were written by {Markdown.Code(model)} through OpenAI's Batch API.",
        (_, { } model) => $"The transcripts were asked of the model {Markdown.Code(model)}.",
        _ => "Which model wrote the transcripts is not known.",
    };

    public static string Table(Report report)
    {
        var made = report.Provenance;
        List<(string What, string? Value)> rows =
        [
            ("made with", $"callforge {made.Version}"),
            ("domain pack", made.Domain),
            ("SHA-256 of the pack", made.DomainSha256),
            ("SHA-256 of the constant part of the prompt", made.PromptSha256),
            ("run", made.RunId),
            ("mix of scenario types", made.Mix),
            ("model asked for", made.Model),
            ("endpoint", made.Endpoint),
            ("seed of the requests", made.GenerateSeed?.ToString()),
            ("seed of the order of the functions", made.PreprocessSeed.ToString()),
            .. Cost(report.Cost),
        ];
        return Markdown.Table(["", ""], rows.Where(row => row.Value is not null).Select(row => (string[])[row.What, Markdown.Code(row.Value!)]));
    }

    private static IEnumerable<(string, string?)> Cost(CostFigures? cost)
    {
        if (cost is null) yield break;
        yield return ("input tokens", $"{Markdown.Count(cost.Usage.Input)}, {Markdown.Count(cost.Usage.Cached)} of them cached");
        yield return ("output tokens", $"{Markdown.Count(cost.Usage.Output)}, {Markdown.Count(cost.Usage.Reasoning)} of them reasoning");
        yield return ($"cost at OpenAI's Batch rates of {cost.PricesAsOf:yyyy-MM-dd}", cost.Biller is null ? $"{Money.Of(cost.Usd)}; the local provider bills nothing" : Money.Of(cost.Usd));
        if (cost.UsdPerAccepted is not null) yield return ("for each accepted conversation", Money.Of(cost.UsdPerAccepted));
    }
}
