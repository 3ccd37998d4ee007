using System.Text.Json.Nodes;
using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Plays a topic: what the customer wants is said, called, answered and reported, function by function.</summary>
internal sealed class TopicActs(GenericScene scene, IReadOnlyDictionary<string, Tool> tools)
{
    private readonly AskActs _asks = new(scene);
    private readonly Report _report = new(scene.Tongue, scene.Facts);

    public void Play(Topic topic, string scenarioType)
    {
        scene.Facts.BeginTopic();
        var wanted = topic.Functions.Where(tools.ContainsKey).Select(name => tools[name]).ToList();
        var wish = scene.Tongue.OfText(topic.Text);
        var turn = scenarioType is "clarification" or "correction" ? scenarioType : "";
        (CallPlan Call, JsonNode? Response)? untold = null;
        for (var i = 0; i < wanted.Count; i++)
        {
            var maker = new ArgumentMaker(scene.Facts, scene.Values, scene.Random, $"{topic.Id} {topic.Text}");
            var plan = maker.Plan(wanted[i], mustSay: turn.Length > 0);
            var goesOn = i > 0 && wish is not null && plan.Said.Count == 0 && !plan.Chosen.Any(one => one.IsOneOfSeveral) && scene.Random.Chance(55);
            if (!goesOn)
            {
                if (untold is var (call, response)) Tell(call, response);
                var isTurn = turn.Length > 0 && (plan.Said.Count > 0 || i == wanted.Count - 1);
                _asks.Ask(plan, maker, i == 0 ? wish : null, isFirst: i == 0, isTurn ? turn : "");
                if (isTurn) turn = "";
            }

            untold = (plan, Call(plan, mayFail: i == wanted.Count - 1 && scenarioType is "tool_use" or "multi_step" or "mixed"));
        }

        if (untold is var (last, answer)) Tell(last, answer);
        if (wanted.Count == 0) scene.Dialogue.Agent("what-can-i-do");
    }

    private JsonNode? Call(CallPlan plan, bool mayFail)
    {
        scene.Dialogue.BeforeCall(plan.Tool.Name);
        var maker = new ResponseMaker(scene.Facts, scene.Values, scene.Random, plan);
        var failure = mayFail && scene.Random.Chance(12) ? maker.MakeError() : null;
        var response = failure ?? maker.Make();
        if (failure is null) scene.Facts.Learn(plan.Tool.Name, plan.Words.Kind, plan.Arguments, plan.Text, response);
        scene.Transcript.Call(plan.Text, Json.Write(response));
        return response;
    }

    private void Tell(CallPlan plan, JsonNode? response)
    {
        var (symbol, slots) = _report.Of(plan, response);
        scene.Dialogue.Agent(symbol, slots);
    }
}
