using CallForge.LocalServer.Teachers.Deviating;

namespace CallForge.LocalServer.Teachers;

/// <summary>
/// How transcripts of real models depart from the grammar, written into a correct one on purpose.
/// <c>docs/transcript-grammar.md</c> tells what is made of each.
/// </summary>
internal static class Deviations
{
    private static readonly OrderedDictionary<string, Deviation> All = Index(
        [.. MarkerDeviations.All, .. FrameDeviations.All, .. MetadataDeviations.All, .. TurnDeviations.All, .. TextDeviations.All, .. CallDeviations.All, .. PayloadDeviations.All]);

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<string> Names => All.Keys;

    /// <summary>One line for people.</summary>
    public static string Describe(string name) => Find(name).Description;

    /// <summary>
    /// The transcript with one deviation in it, unchanged only if there is no place for it: no call to spoil in small
    /// talk, say, or no marker at all in a text that is no transcript.
    /// </summary>
    public static string Apply(string name, string transcript, SeededRandom random)
    {
        var written = WrittenTranscript.Parse(transcript);
        return written.Any(LineKind.Customer) && Find(name).Write(written, random) is { } deviating ? deviating : transcript;
    }

    private static Deviation Find(string name) =>
        All.TryGetValue(name, out var deviation)
            ? deviation
            : throw CommandFailure.Usage($"There is no deviation '{name}'; choose from {string.Join(", ", Names)}.");

    private static OrderedDictionary<string, Deviation> Index(IEnumerable<Deviation> deviations) =>
        new(deviations.Select(deviation => KeyValuePair.Create(deviation.Name, deviation)));
}
