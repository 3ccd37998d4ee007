using System.Text;
using CallForge.Domains;

namespace CallForge.Validation;

/// <summary>A pack's own examples, read and checked as answers are: the teacher copies what it sees.</summary>
internal static class ExampleCheck
{
    public static IReadOnlyList<string> Of(DomainPack pack)
    {
        var (reader, checker) = (new ConversationReader(pack), new Checker(new Ladder(pack, CheckOptions.Usual, isPromptItself: true)));
        return [.. pack.Examples.SelectMany(example => Of(example, reader, checker))];
    }

    private static IEnumerable<string> Of(PackExample example, ConversationReader reader, Checker checker)
    {
        var transcript = ScenarioBlock.Behind(example.Text);
        var above = example.Text[..^transcript.Length].Count(letter => letter == '\n');
        var reading = reader.Read(Encoding.UTF8.GetBytes(transcript), ScenarioBlock.Find(example.Text));
        if (reading.Rejection is { } rejection) return [$"{example.File}:{above + Math.Max(1, rejection.Line)}: {rejection.Message} ({rejection.Code})"];
        return checker.Check(reading.Conversation!, isTranscript: true)
            .Select(finding => $"{example.File}:{above + reading.Conversation!.Turns[finding.Turn].Line}: {finding.Says} ({finding.Code}{(finding.Pointer.Length > 0 ? $" at {finding.Pointer}" : "")}: {finding.Evidence})");
    }
}
