namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>A customer who complains does so once: alone at first, while asking for something, or when all is said.</summary>
internal static class Complaints
{
    internal enum Place
    {
        Alone,
        Within,
        AtEnd,
    }

    /// <summary>Where in the conversation the complaint comes.</summary>
    internal sealed record Plan(Place Place, int Beat);

    public static Plan Draw(IReadOnlyList<Beat> beats, SeededRandom random)
    {
        var wishes = Enumerable.Range(0, beats.Count).Where(i => !beats[i].IsSmallTalk).Take(2).ToList();
        var at = random.Next(100);
        if (wishes.Count == 0) return new Plan(Place.AtEnd, 0);
        if (beats.Index().FirstOrDefault(one => one.Item.IsGrievance) is (var grievance, not null)) return new Plan(Place.Within, grievance);
        return at switch
        {
            < 18 => new Plan(Place.Alone, 0),
            < 70 => new Plan(Place.Within, random.Pick(wishes)),
            _ => new Plan(Place.AtEnd, beats.Count - 1),
        };
    }

    public static void Alone(Scene scene)
    {
        scene.Customer("complaint");
        scene.Agent("apology");
        scene.Agent("what-can-i-do");
    }

    public static void Within(Scene scene, Beat beat)
    {
        if (!beat.IsGrievance) scene.Dialogue.Open(scene.Voice.Say("complaint"));
        scene.Dialogue.Apologise(scene.Voice.Say("apology"));
    }

    public static void AtEnd(Scene scene, bool wasRefused)
    {
        if (wasRefused) scene.Customer("complaint-refused");
        else
        {
            scene.Dialogue.Open(scene.Voice.Say("by-the-way-complaint"));
            scene.Customer("complaint");
        }

        scene.Agent("apology-at-end");
    }
}
