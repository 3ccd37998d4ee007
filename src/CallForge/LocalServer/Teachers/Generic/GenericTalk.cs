using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>What no tool can do, and what is only said.</summary>
internal sealed class GenericTalk(GenericScene scene, IReadOnlyDictionary<string, Tool> tools)
{
    private const int ToolsNamed = 3;

    public void Unsupported(Situation situation)
    {
        scene.Customer(scene.Say(scene.Tongue.OfText(situation.Text) ?? scene.Tongue.OfId(situation.Id)));
        scene.Dialogue.Agent("refuse");
        if (!scene.Random.Chance(55)) return;
        var able = tools.Values.Take(ToolsNamed).Select(scene.Tongue.OfTool).Where(wish => wish.Symbol != "wish-with").Select(wish => wish.Text).ToList();
        if (able.Count > 0) scene.Dialogue.Agent("what-i-can-do", ("tools", scene.Tongue.ForYou(scene.Tongue.Join(able, isChoice: true))));
    }

    public void Chitchat(string line)
    {
        var text = Tongue.OneLine(line);
        scene.Customer(text);
        scene.Dialogue.Agent(text.EndsWith('?') ? "chitchat-question" : "chitchat-other");
        if (scene.Random.Chance(60)) scene.Dialogue.Agent("back-to-work");
    }

    public void Complain()
    {
        scene.Dialogue.Open(scene.Voice.Say("complaint"));
        scene.Dialogue.Apologise(scene.Voice.Say("apology"));
    }

    public void JustGreet()
    {
        scene.Customer(scene.Voice.Say("only-greeting"));
        scene.Dialogue.Agent("what-can-i-do");
    }

    public void SayGoodbye()
    {
        if (!scene.Dialogue.AgentAsks) scene.Dialogue.Agent("anything-else");
        scene.Customer(scene.Voice.Say("nothing-else"));
        scene.Dialogue.Agent("goodbye");
    }
}
