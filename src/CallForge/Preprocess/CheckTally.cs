using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>Counts what was found, and what it cost which type of conversation.</summary>
internal sealed class CheckTally
{
    private readonly SortedDictionary<string, FindingFigures> _findings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _allowed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _rejections = new(StringComparer.Ordinal);

    public void Add(string type, Converted converted)
    {
        foreach (var code in converted.Allowed) _allowed[code] = _allowed.GetValueOrDefault(code) + 1;
        foreach (var group in converted.Findings.GroupBy(finding => finding.Code))
        {
            var figures = _findings.GetValueOrDefault(group.Key, new FindingFigures(0, 0, 0));
            _findings[group.Key] = new FindingFigures(figures.Conversations + 1, figures.Rejected + (converted.Rejection?.Code == group.Key ? 1 : 0), figures.Findings + group.Count());
        }

        if (converted.Rejection is not { } rejection) return;
        if (!_rejections.TryGetValue(type, out var codes)) _rejections.Add(type, codes = new(StringComparer.Ordinal));
        codes[rejection.Code] = codes.GetValueOrDefault(rejection.Code) + 1;
    }

    public CheckFigures ToFigures(CheckOptions options) => new(
        options.Level.Name(), options.MaxTokens, options.Level == CheckLevel.Off ? [] : Ladder.Rungs, _findings, _allowed, _rejections);
}
