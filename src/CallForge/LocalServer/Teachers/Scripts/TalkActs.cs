using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>What no tool can do: answered in words, and honestly.</summary>
internal static class TalkActs
{
    private static readonly char[] LineBreaks = ['\n', '\r', '\u2028', '\u2029', '\u0085'];

    public static bool IsGrievance(string id) =>
        id is "missing-item" or "wrong-item" or "cold-food" or "late-delivery" or "hygiene-report" or "compensation";

    public static void Unsupported(Scene scene, string id)
    {
        var known = scene.Phrases.Has($"unsupported-{id}") ? id : "unknown";
        var dish = scene.Dish();
        scene.Customer($"unsupported-{known}", ("order", scene.Placed?.Id ?? scene.Random.NextUuid()), ("dish", dish));
        scene.Agent($"answer-{known}", ("dish", dish));
        if (scene.Chance(38)) Insist(scene, known);
        else if (!scene.Dialogue.AgentAsks && scene.Chance(12)) scene.Agent("what-i-can-do");
    }

    /// <summary>A line of small talk, said as it is; the agent takes up its subject.</summary>
    /// <param name="invites">Whether the agent may come back to what it can do.</param>
    public static void Chitchat(Scene scene, SmallTalk smallTalk, string line, bool invites)
    {
        line = OneLine(line);
        scene.Dialogue.CustomerSays(line);
        var (subject, word) = smallTalk.Of(line);
        var reply = $"chitchat-{subject.Name}";
        if (SmallTalk.IsQuestion(line) && scene.Phrases.Has($"{reply}-question")) reply += "-question";
        scene.Agent(reply, ("word", word));
        if (invites && scene.Chance(subject.WayBack)) scene.Agent("back-to-food");
    }

    public static void JustGreet(Scene scene)
    {
        scene.Customer("only-greeting");
        scene.Agent("what-can-i-do");
    }

    // Asked again, and in other words; what cannot be done still cannot.
    private static void Insist(Scene scene, string id)
    {
        scene.Customer($"insist-{id}");
        scene.Agent($"again-{id}");
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split(LineBreaks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
