using CallForge.Domains;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>One conversation of any domain while it is played.</summary>
internal sealed class GenericScene
{
    public GenericScene(Scenario scenario, GenericData data, IReadOnlySet<string> userIdNames, SeededRandom random)
    {
        Random = random;
        Tongue = data.Tongue;
        Voice = new Voice(data.Phrases, 0, random);
        Transcript = new Transcript(scenario.UserId, scenario.Date, data.Labels);
        Dialogue = new Dialogue(Transcript, Voice, random);
        Facts = new Facts(userIdNames, scenario.UserId);
        var today = DateOnly.TryParseExact(scenario.Date, "yyyy-MM-dd", out var day) ? day : new DateOnly(2024, 1, 1);
        Values = new PlainValues(data.Words, today, random);
    }

    public SeededRandom Random { get; }

    public Tongue Tongue { get; }

    public Voice Voice { get; }

    public Transcript Transcript { get; }

    public Dialogue Dialogue { get; }

    public Facts Facts { get; }

    public PlainValues Values { get; }

    /// <summary>Words that open the customer's next sentence, such as "Also,".</summary>
    public string Opening { get; set; } = "";

    /// <summary>The customer says some sentences, the first of them after what opens it.</summary>
    public void Customer(params ReadOnlySpan<string> sentences)
    {
        var text = string.Join(' ', sentences.ToArray().Where(sentence => sentence.Length > 0));
        Dialogue.CustomerSays(Opening.Length > 0 ? Tongue.After(Opening, text) : text);
        Opening = "";
    }

    public string Say(Wish wish) => Voice.Say(wish.Symbol, ("wish", wish.Text));
}
