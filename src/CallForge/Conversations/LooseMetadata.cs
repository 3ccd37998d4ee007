using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Metadata without the grammar's brackets: <c>고객 ID: …</c>, <c>[대화날짜: …]</c>, <c>**고객 ID:** …</c>.</summary>
internal sealed partial class LooseMetadata(TranscriptLabels labels)
{
    private readonly HashSet<string> _userId = [.. labels.UserId.Select(TranscriptGrammar.Normalise)];
    private readonly HashSet<string> _date = [.. labels.Date.Select(TranscriptGrammar.Normalise)];

    /// <summary>What a line says, if its value is one beyond doubt: a UUID, a date.</summary>
    public (Marker Marker, string Value) Find(string line)
    {
        if (Line().Match(line) is not { Success: true } match) return default;
        var (name, value) = (TranscriptGrammar.Normalise(match.Groups["label"].Value), match.Groups["value"].Value);
        if (_userId.Contains(name) && Guid.TryParse(MetadataValue.Id(value), out _)) return (Marker.UserId, value);
        return _date.Contains(name) && MetadataValue.Date(value) is not null ? (Marker.Date, value) : default;
    }

    [GeneratedRegex(@"\A[^\p{L}\p{N}]*(?<label>\p{L}[\p{L}\p{N} _]{0,30}?)[ *_`]*[:：=\])）】〕」>][ *_`]*(?<value>\S.*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
