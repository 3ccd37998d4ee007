using System.Globalization;
using CallForge.Domains;

namespace CallForge.Looks.Validate;

/// <summary>How many conversations have which findings.</summary>
internal sealed class FindingCount
{
    private readonly SortedDictionary<string, (Severity Severity, int Conversations, int Findings)> _codes = new(StringComparer.Ordinal);

    public int Conversations { get; private set; }

    public int Rejected { get; private set; }

    public int Warned { get; private set; }

    public int Allowed { get; private set; }

    public void Add(ValidatedRow row)
    {
        var findings = row.Findings;
        Conversations++;
        Allowed += row.Allowed;
        if (findings.Any(finding => finding.Severity == Severity.Reject)) Rejected++;
        else if (findings.Count > 0) Warned++;
        foreach (var group in findings.GroupBy(finding => finding.Code))
        {
            var (severity, conversations, count) = _codes.GetValueOrDefault(group.Key);
            var most = group.Max(finding => finding.Severity);
            _codes[group.Key] = (most > severity ? most : severity, conversations + 1, count + group.Count());
        }
    }

    public void WriteTable(TextWriter output)
    {
        if (_codes.Count == 0) return;
        var table = new TextTable("finding", "severity", "conversations", "findings", "example");
        foreach (var (code, count) in _codes)
            table.Add(code, count.Severity.ToString().ToLowerInvariant(), Number(count.Conversations), Number(count.Findings), FindingCode.Named(code).Says);
        table.Write(output);
    }

    /// <summary>One line for whoever, or whatever, only wants to know how it ended.</summary>
    public string Summary()
    {
        var allowed = Allowed > 0 ? $"; {Number(Allowed)} findings allowed" : "";
        return $"validate: {Number(Conversations)} conversations, {Number(Conversations - Rejected - Warned)} clean, {Number(Warned)} with warnings, {Number(Rejected)} with findings that reject{allowed}";
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
