using CallForge.Conversations;
namespace CallForge.Domains;

/// <summary>Reads the words of the transcript grammar.</summary>
internal static class LabelsReader
{
    private static readonly string[] Markers = ["customer", "assistant", "function_call", "function_response", "user_id", "date"];

    public static TranscriptLabels Read(PackYaml? labels)
    {
        var fields = labels?.Fields(Markers);
        Dictionary<string, string> taken = [];
        var words = Markers.ToDictionary(marker => marker, marker => Words(marker, fields?.GetValueOrDefault(marker), taken));
        return new TranscriptLabels(
            words["customer"], words["assistant"], words["function_call"], words["function_response"], words["user_id"], words["date"]);
    }

    private static List<string> Words(string marker, PackYaml? list, Dictionary<string, string> taken)
    {
        var texts = list?.Texts() ?? [];
        foreach (var (place, word) in texts)
        {
            if (word.AsSpan().ContainsAny("()[]\n"))
                place.Refuse($"the label '{word}' has a bracket or a line break; write the word alone.");
            // Transcripts are read whatever their spacing, case and width, so "AI 상담사" and "ＡＩ상담사" are one label.
            var key = TranscriptGrammar.Normalise(word);
            if (key is "") place.Refuse($"the label '{word}' is blank; write a word.");
            if (!taken.TryAdd(key, marker))
                place.Refuse($"the label '{word}' of '{marker}' already stands for '{taken[key]}'; give each marker labels of its own.");
        }

        return [.. texts.Select(text => text.Value)];
    }
}
