using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Puts the parts of a scenario into a natural order and plays them.</summary>
internal static class Direction
{
    public static string Play(Scenario scenario, TeacherData data, SeededRandom random)
    {
        var scene = new Scene(scenario, data, random);
        var beats = Arrange(scenario, random);
        if (random.Chance(70)) scene.Dialogue.Open(scene.Voice.Say("greeting"));
        var complainsAt = scenario.Complaint ? random.Next(Math.Max(1, Math.Min(2, beats.Count))) : -1;
        for (var i = 0; i < beats.Count; i++)
        {
            if (i > 0) scene.Dialogue.Open(scene.Voice.Say("by-the-way"));
            if (i == complainsAt) Complain(scene, i);
            beats[i](scene);
        }

        if (beats.Count == 0) Idle(scene);
        if (random.Chance(78)) TalkActs.SayGoodbye(scene);
        scene.Dialogue.End();
        return scene.Transcript.ToString();
    }

    private static void Complain(Scene scene, int beat)
    {
        if (beat == 0 && scene.Chance(25)) TalkActs.ComplainFirst(scene);
        else TalkActs.Complain(scene);
    }

    // Topics keep their order; the rest falls in between.
    private static List<Action<Scene>> Arrange(Scenario scenario, SeededRandom random)
    {
        List<Action<Scene>> beats = [.. scenario.Topics.Select(topic => (Action<Scene>)(scene => Repertoire.Play(scene, topic.Id, topic.Functions)))];
        foreach (var situation in scenario.Unsupported)
            beats.Insert(random.Next(beats.Count + 1), scene => TalkActs.Unsupported(scene, situation.Id));
        foreach (var line in scenario.Chitchat)
            beats.Insert(random.Next(beats.Count + 1), scene => TalkActs.Chitchat(scene, line));
        return beats;
    }

    private static void Idle(Scene scene)
    {
        scene.Customer("only-greeting");
        scene.Agent("what-can-i-do");
    }
}
