using System.Text;
using CallForge.Domains;

namespace CallForge.Validation;

/// <summary>The findings of one conversation while its rungs are climbed; nothing is allocated before the first.</summary>
internal sealed class FindingList(Ladder ladder)
{
    private const int MaxEvidence = 200;

    private List<Finding>? _found;

    /// <param name="isGuess">Whether what it rests on is only guessed by a name: then it warns at most, unless everything rejects.</param>
    public void Add(string code, int turn, int? block, string pointer, ReadOnlySpan<byte> evidence, string says, bool isGuess = false)
    {
        var severity = ladder.SeverityOf(code, isGuess);
        if (severity != Severity.Off) (_found ??= []).Add(new Finding(code, severity, turn, block, pointer, Clip(evidence), says));
    }

    public void Add(string code, in CheckedPayload payload, string pointer, ReadOnlySpan<byte> evidence, string says, bool isGuess = false) =>
        Add(code, payload.Turn, payload.Block, payload.IsCall ? "/arguments" + pointer : pointer, evidence, says, isGuess);

    /// <summary>In the order of the conversation; at one place as the rungs found them. The list is empty after.</summary>
    public IReadOnlyList<Finding> Take()
    {
        if (_found is not { } found) return [];
        _found = null;
        return [.. found.OrderBy(finding => (finding.Turn, finding.Block ?? -1))];
    }

    /// <summary>Never ends within a character.</summary>
    public static string Clip(ReadOnlySpan<byte> text)
    {
        if (text.Length <= MaxEvidence) return Encoding.UTF8.GetString(text);
        var length = MaxEvidence;
        while (length > 0 && (text[length] & 0xC0) == 0x80) length--;
        return Encoding.UTF8.GetString(text[..length]) + "…";
    }
}
