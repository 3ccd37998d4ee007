using YamlDotNet.RepresentationModel;

namespace CallForge.LocalServer.Teachers.Language;

/// <summary>What customers chat about, and by which words the agent knows it.</summary>
internal sealed class SmallTalk
{
    private static readonly string[] Questions = ["?", "까", "까요", "나요", "는지", "은지", "냐", "추천", "추천 좀", "알려줘"];

    private readonly Subject[] _subjects;

    private SmallTalk(Subject[] subjects) => _subjects = subjects;

    public static SmallTalk Read(YamlMappingNode file) => new(
    [
        .. ((YamlSequenceNode)file["subjects"]).Cast<YamlMappingNode>().Select(subject => new Subject(
            Text(subject["name"]), int.Parse(Text(subject["way_back"])), [.. ((YamlSequenceNode)subject["words"]).Select(Text)])),
    ]);

    public IEnumerable<string> Names => _subjects.Select(subject => subject.Name);

    /// <summary>The first subject that has a word in <paramref name="line"/>; the last one takes whatever remains.</summary>
    public (Subject Subject, string Word) Of(string line)
    {
        foreach (var subject in _subjects)
        {
            foreach (var word in subject.Words)
                if (line.Contains(word, StringComparison.OrdinalIgnoreCase)) return (subject, word);
        }

        return (_subjects[^1], "");
    }

    public static bool IsQuestion(string line)
    {
        var end = line.AsSpan().TrimEnd(" .!~ㅠㅜㅋㅎ");
        foreach (var question in Questions)
            if (end.EndsWith(question, StringComparison.Ordinal)) return true;
        return false;
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}

/// <param name="Name">Replies to it are the phrases <c>chitchat-name</c> and, if there are any, <c>chitchat-name-question</c>.</param>
/// <param name="WayBack">How often, in percent, the agent then comes back to what it can do.</param>
/// <param name="Words">Parts of words that give it away.</param>
internal sealed record Subject(string Name, int WayBack, string[] Words);
