using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>Puts the parts of a scenario into a natural order and plays them.</summary>
internal static class Direction
{
    public static string Play(Scenario scenario, TeacherData data, SeededRandom random)
    {
        var scene = new Scene(scenario, data, random);
        var beats = Arrange(scenario, data, random);
        var complaint = scenario.Complaint ? Complaints.Draw(beats, random) : null;
        var complainsAtOnce = complaint is { Beat: 0, Place: not Complaints.Place.AtEnd };
        Openings.Play(scene, scenario.Date, beats[0], complainsAtOnce);
        for (var i = 0; i < beats.Count; i++)
        {
            if (i > 0) Turn(scene, beats[i - 1], beats[i]);
            if (complaint?.Beat == i && complaint.Place == Complaints.Place.Alone) Complaints.Alone(scene);
            if (complaint?.Beat == i && complaint.Place == Complaints.Place.Within) Complaints.Within(scene, beats[i]);
            beats[i].Play(scene, i == beats.Count - 1);
        }

        Closings.Play(scene, beats[^1], complains: complaint is { Place: Complaints.Place.AtEnd });
        scene.Dialogue.End();
        return scene.Transcript.ToString();
    }

    // From one thing to the next. What the agent asked is put off, not ignored, and small talk comes as it likes.
    private static void Turn(Scene scene, Beat before, Beat next)
    {
        var isAsked = scene.Dialogue.AgentAsks && !before.IsSmallTalk && !next.IsSmallTalk;
        // Whatever comes next about the cart answers it.
        if (isAsked && next.About == "cart" && scene.Dialogue.LastAnswer is "anything-for-cart" or "cart-next") return;
        var putsOff = isAsked && before.About is not ("address" or "unsupported");
        if (isAsked) scene.Dialogue.Open(scene.Voice.Say(putsOff ? "not-now" : "all-right"));
        if (!putsOff) scene.Dialogue.Open(scene.Voice.Say(next.IsSmallTalk ? "aside" : "by-the-way"));
    }

    // Topics keep their order; the rest falls in between.
    private static List<Beat> Arrange(Scenario scenario, TeacherData data, SeededRandom random)
    {
        var beats = scenario.Topics.Select(Beat.Of).ToList();
        foreach (var situation in scenario.Unsupported)
            Insert(new Beat("unsupported", (scene, _) => TalkActs.Unsupported(scene, situation.Id), TalkActs.IsGrievance(situation.Id)));
        // In between, the customer comes back by themselves.
        foreach (var line in scenario.Chitchat)
            Insert(new Beat("talk", (scene, isLast) => TalkActs.Chitchat(scene, data.SmallTalk, line, invites: isLast)));
        if (beats.Count == 0) beats.Add(new Beat("talk", (scene, _) => TalkActs.JustGreet(scene)));
        return beats;

        void Insert(Beat beat) => beats.Insert(random.Next(beats.Count + 1), beat);
    }
}
