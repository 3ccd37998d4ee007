using System.Text.Json.Nodes;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>How the values of a call come up: all at once, after a question, or corrected on the way.</summary>
internal sealed class AskActs(GenericScene scene)
{
    public void Ask(CallPlan plan, ArgumentMaker maker, Wish? wish, bool isFirst, string turn)
    {
        var kind = plan.Chosen.Count > 0 ? plan.Chosen[^1].IdName[..^3].Split('_')[^1] : null;
        var spoken = wish ?? scene.Tongue.OfTool(plan.Tool);
        if (kind is not null) spoken = scene.Tongue.About(spoken, kind);
        if (!isFirst) scene.Opening = scene.Voice.Say("then");
        var opening = plan.Chosen.Where(one => one.IsOneOfSeveral).Select(Choice).FirstOrDefault() ?? "";
        // "I'll take that one. Could you …?" needs no "Great, now" before it.
        if (opening.Length > 0) scene.Opening = "";
        var request = scene.Say(spoken);
        switch (turn)
        {
            case "clarification": Clarify(plan, maker, opening, request); break;
            case "correction": Correct(plan, maker, opening, request); break;
            default: scene.Customer(opening, request, scene.Tongue.State(plan.Said)); break;
        }
    }

    private string Choice((string IdName, JsonNode Id, bool IsOneOfSeveral) chosen) =>
        Things.DisplayName(scene.Facts.Thing(chosen.IdName, chosen.Id)) is { } name
            ? scene.Voice.Say("choose", ("item", scene.Tongue.Item(name, [])))
            : scene.Tongue.State([new SaidValue(chosen.IdName, default, chosen.Id, "", true)]);

    private void Clarify(CallPlan plan, ArgumentMaker maker, string opening, string request)
    {
        if (plan.Said.Count == 0)
        {
            GoAhead(opening, request, "");
            return;
        }

        var required = new Schema(plan.Tool.Parameters).Required.ToHashSet();
        var asked = plan.Said.Where(said => required.Contains(said.Name)).ToList();
        var missing = plan.Said.FirstOrDefault(said => maker.IsOfTopic(said.Name)) ?? scene.Random.Pick(asked.Count > 0 ? asked : plan.Said);
        scene.Customer(opening, request, scene.Tongue.State(plan.Said.Where(said => said != missing)));
        var label = scene.Tongue.Label(missing.Name, missing.Schema);
        var options = missing.Schema.Enum.Take(8).Select(option => scene.Tongue.Value(missing.Name, missing.Schema, Json.Of(option))).ToList();
        if (options.Count is > 1 and < 8) scene.Dialogue.Agent("ask-options", ("label", label), ("options", scene.Tongue.Join(options, isChoice: true)));
        else scene.Dialogue.Agent("ask", ("label", label));
        scene.Customer(scene.Voice.Say("answer", ("values", scene.Tongue.State([missing]))));
    }

    private void Correct(CallPlan plan, ArgumentMaker maker, string opening, string request)
    {
        var changed = plan.Said.Where(said => said.IsTop && Json.Flag(said.Value) is null).Reverse().OrderByDescending(said => maker.IsOfTopic(said.Name))
            .Select(said => (Said: said, Wrong: Mistyped(said) ?? maker.Other(said))).FirstOrDefault(pair => pair.Wrong is not null);
        if (changed.Wrong is null)
        {
            GoAhead(opening, request, scene.Tongue.State(plan.Said));
            return;
        }

        var others = scene.Tongue.State(plan.Said.Where(said => said != changed.Said));
        var wrong = scene.Tongue.State([changed.Said with { Value = changed.Wrong }]);
        var right = scene.Tongue.State([changed.Said]);
        if (scene.Random.Chance(50))
        {
            scene.Customer(opening, request, others, scene.Voice.Say("slip", ("wrong", wrong), ("right", right)));
            return;
        }

        scene.Customer(opening, request, others, wrong);
        scene.Dialogue.Agent("read-back", ("value", scene.Tongue.Value(changed.Said.Name, changed.Said.Schema, changed.Wrong)));
        scene.Customer(scene.Voice.Say("correct", ("right", right)));
    }

    private void GoAhead(string opening, string request, string values)
    {
        scene.Customer(opening, request, values);
        scene.Dialogue.Agent("ask-go-ahead");
        scene.Customer(scene.Voice.Say("yes"));
    }

    /// <summary>Two letters the wrong way round, as happens in free text.</summary>
    private JsonNode? Mistyped(SaidValue said)
    {
        if (Json.Text(said.Value) is not { Length: >= 5 } text || said.Schema.Enum.Count > 0 || said.Schema.Pattern is not null || said.Schema.Format is not null
            || NameWords.IsId(said.Name) || !scene.Random.Chance(60)) return null;
        var places = Enumerable.Range(1, text.Length - 3).Where(i => char.IsLower(text[i]) && char.IsLower(text[i + 1]) && text[i] != text[i + 1]).ToList();
        if (places.Count == 0) return null;
        var at = scene.Random.Pick(places);
        return Json.Of($"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}");
    }
}
