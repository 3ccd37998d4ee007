namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>What no tool can do: answered in words, and honestly.</summary>
internal static class TalkActs
{
    private static readonly char[] LineBreaks = ['\n', '\r', '\u2028', '\u2029', '\u0085'];
    private static readonly string[] Moods = ["hungry", "sad", "tired", "love", "bored", "happy", "greeting", "weather"];

    public static void Unsupported(Scene scene, string id)
    {
        var known = scene.Phrases.Has($"unsupported-{id}") ? id : "unknown";
        scene.Customer($"unsupported-{known}", ("order", scene.Placed?.Id ?? scene.Random.NextUuid()), ("dish", scene.Dish()));
        scene.Agent($"answer-{known}");
        if (scene.Chance(30)) scene.Agent("what-i-can-do");
    }

    public static void Chitchat(Scene scene, string line)
    {
        scene.Dialogue.CustomerSays(OneLine(line));
        scene.Agent($"chitchat-{MoodOf(scene, line)}");
        if (scene.Chance(60)) scene.Agent("back-to-food");
    }

    public static void Complain(Scene scene)
    {
        scene.Dialogue.Open(scene.Voice.Say("complaint"));
        scene.Dialogue.Apologise(scene.Voice.Say("apology"));
    }

    /// <summary>The complaint as a turn of its own.</summary>
    public static void ComplainFirst(Scene scene)
    {
        scene.Customer("complaint");
        scene.Agent("apology");
        scene.Agent("what-can-i-do");
    }

    public static void JustGreet(Scene scene)
    {
        scene.Customer("only-greeting");
        scene.Agent("what-can-i-do");
    }

    public static void SayGoodbye(Scene scene)
    {
        if (!scene.Dialogue.AgentAsks) scene.Agent("anything-else");
        scene.Customer("nothing-else");
        scene.Agent(scene.Placed is null ? "goodbye" : "goodbye-after-order");
    }

    private static string MoodOf(Scene scene, string line)
    {
        foreach (var mood in Moods)
        {
            foreach (var word in scene.World.Data.MoodWords[mood])
                if (line.Contains(word, StringComparison.Ordinal)) return mood;
        }

        return line.TrimEnd().EndsWith('?') ? "question" : "other";
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(LineBreaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
