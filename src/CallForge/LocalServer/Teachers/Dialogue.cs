using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers;

/// <summary>
/// Who speaks when. What one side says in a row becomes one turn, so that scripts can follow each other in any order and
/// customer and agent still alternate.
/// </summary>
internal sealed class Dialogue(Transcript transcript, Voice voice, SeededRandom random)
{
    private static readonly string[] Regrets = ["죄송", "sorry", "afraid", "Unfortunately"];

    private string _customer = "";
    private string _agent = "";
    private string _opening = "";
    private string _apology = "";
    private bool _hasCalled;

    /// <summary>Words to begin the customer's next turn with: a greeting, a complaint, "아 그리고".</summary>
    public void Open(string text) => _opening = Join(_opening, text);

    /// <summary>Words to begin the agent's next answer with.</summary>
    public void Apologise(string text) => _apology = text;

    public void Customer(string symbol, params ReadOnlySpan<(string Name, string Value)> slots) => CustomerSays(voice.Type(symbol, slots));

    /// <summary>Something of the customer's that stands fast word for word.</summary>
    public void CustomerSays(string text)
    {
        FlushAgent();
        _customer = Join(_customer, Join(_opening, text));
        _opening = "";
        _hasCalled = false;
    }

    public void Agent(string symbol, params ReadOnlySpan<(string Name, string Value)> slots)
    {
        FlushCustomer();
        LastAnswer = symbol;
        _agent = Join(_agent, WithApology(voice.Say(symbol, slots)));
        _apology = "";
    }

    /// <summary>The phrases the agent spoke from last.</summary>
    public string LastAnswer { get; private set; } = "";

    /// <summary>Whether the agent has asked something that the customer will answer next.</summary>
    public bool AgentAsks => _agent.EndsWith('?');

    /// <summary>Before a call: now and then the agent says that it will look.</summary>
    public void BeforeCall(string function)
    {
        FlushCustomer();
        if (!_hasCalled && _agent.Length == 0 && random.Chance(14)) Agent(Reads(function) ? "preamble-read" : "preamble-write");
        _hasCalled = true;
        FlushAgent();
    }

    private static bool Reads(string function) =>
        function.Split('_')[0] is "get" or "search" or "list" or "find" or "check" or "show" or "track" or "lookup" or "view";

    public void End()
    {
        FlushCustomer();
        FlushAgent();
    }

    // Nobody apologises twice in one breath, or says "yes" after it.
    private string WithApology(string text)
    {
        if (_apology.Length == 0 || Regrets.Any(word => text.Contains(word, StringComparison.Ordinal))) return text;
        return Join(_apology, text.StartsWith("네, ", StringComparison.Ordinal) ? text[3..] : text);
    }

    private void FlushCustomer()
    {
        if (_customer.Length > 0) transcript.Customer(_customer);
        _customer = "";
    }

    private void FlushAgent()
    {
        if (_agent.Length > 0) transcript.Agent(_agent);
        _agent = "";
    }

    private static string Join(string first, string second) =>
        first.Length == 0 ? second : second.Length == 0 ? first : $"{first} {second}";
}
