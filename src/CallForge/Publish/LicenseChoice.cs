using CallForge.Domains;

namespace CallForge.Publish;

/// <summary>Under which licence a dataset goes out. Nobody but its publisher can say, so it is asked for and never guessed.</summary>
internal static class LicenseChoice
{
    private const string Examples = "such as cc-by-4.0, apache-2.0 or mit";

    /// <param name="option">What <c>--license</c> says.</param>
    /// <param name="ofCard">What the card in the repository says.</param>
    public static async Task<string> MakeAsync(string? option, string? ofCard, Terminal terminal, CancellationToken cancellationToken)
    {
        if (option is not null) return LicenseIds.Knows(option) ? option : throw Unknown("--license is", option);
        if (ofCard is not null) return LicenseIds.Knows(ofCard) ? ofCard : throw Unknown("the card in the repository has the licence", ofCard);
        if (terminal.Input is null)
            throw CommandFailure.Usage($"Nothing says under which licence the dataset is published: give --license ID, {Examples}; all ids are on {LicenseIds.Page}. Later pushes take it from the card.");
        var answer = await terminal.AskAsync($"Licence of the dataset, {Examples} (all ids: {LicenseIds.Page}):", cancellationToken);
        return LicenseIds.Knows(answer) ? answer : throw Unknown("the answer is", answer);
    }

    private static CommandFailure Unknown(string said, string id) =>
        CommandFailure.Usage($"Cannot publish under a licence that the Hub does not know: {said} '{id}'{(NearestName.Find(id, LicenseIds.Known) is { } nearest ? $", did you mean '{nearest}'" : "")}? All ids are on {LicenseIds.Page}; for any other licence give --license other.");
}
