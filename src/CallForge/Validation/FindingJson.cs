using System.Globalization;
using System.Text;
using CallForge.Conversations;

namespace CallForge.Validation;

/// <summary>Findings as lines of JSON.</summary>
internal static class FindingJson
{
    /// <summary>A line of <c>findings.jsonl</c>, its end included.</summary>
    public static void WriteLine(string id, Finding finding, TextOutput output)
    {
        output.WriteAsIs("{\"id\":"u8);
        Write(id, output);
        output.WriteAsIs(","u8);
        WriteMembers(finding, output);
        output.WriteAsIs("}\n"u8);
    }

    /// <summary>A conversation with all that was found in it, be it nothing.</summary>
    /// <param name="id">Null if the row has none: then its place over all rows.</param>
    public static void WriteLine(string? id, long index, IReadOnlyList<Finding> findings, TextOutput output)
    {
        output.WriteAsIs("{\"id\":"u8);
        if (id is not null) Write(id, output);
        else output.Write(index.ToString(CultureInfo.InvariantCulture));
        output.WriteAsIs(",\"findings\":["u8);
        for (var i = 0; i < findings.Count; i++)
        {
            output.WriteAsIs(i > 0 ? ",{"u8 : "{"u8);
            WriteMembers(findings[i], output);
            output.WriteAsIs("}"u8);
        }

        output.WriteAsIs("]}\n"u8);
    }

    private static void WriteMembers(Finding finding, TextOutput output)
    {
        var block = finding.Block?.ToString(CultureInfo.InvariantCulture) ?? "null";
        output.Write(string.Create(CultureInfo.InvariantCulture,
            $"\"code\":\"{finding.Code}\",\"severity\":\"{finding.Severity.ToString().ToLowerInvariant()}\",\"turn\":{finding.Turn},\"message\":{finding.Turn},\"block\":{block},\"pointer\":"));
        Write(finding.Pointer, output);
        output.WriteAsIs(",\"evidence\":"u8);
        Write(finding.Evidence, output);
        output.WriteAsIs(",\"says\":"u8);
        Write(finding.Says, output);
    }

    private static void Write(string text, TextOutput output)
    {
        output.WriteAsIs("\""u8);
        PythonString.WriteEscaped(Encoding.UTF8.GetBytes(text), output);
        output.WriteAsIs("\""u8);
    }
}
