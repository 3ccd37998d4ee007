using CallForge.Files;

namespace CallForge.Validation;

/// <summary>Findings without those that a person lets pass.</summary>
internal static class Allowance
{
    /// <returns>What is left, and the codes of what is let pass.</returns>
    public static (IReadOnlyList<Finding> Left, IReadOnlyList<string> Allowed) Without(this AllowFile file, string? id, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0 || id is null) return (findings, []);
        var allowed = findings.Where(finding => file.Allows(id, finding.Code)).ToList();
        return allowed.Count == 0 ? (findings, []) : ([.. findings.Except(allowed)], [.. allowed.Select(finding => finding.Code)]);
    }
}
