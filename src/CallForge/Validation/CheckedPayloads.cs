using CallForge.Conversations;
using CallForge.Text.Json;

namespace CallForge.Validation;

/// <summary>The arguments of a call, or a response, on a tape that all rungs share.</summary>
/// <param name="Function">What is called, or what answers; null if that cannot be told.</param>
internal readonly record struct CheckedPayload(int Turn, int Block, bool IsCall, string? Function, ReadOnlyMemory<byte> Json, JsonTape Tape)
{
    public bool IsJson => Tape.Count > 0;
}

/// <summary>All calls and responses of a conversation, in their order, each parsed once; the tapes are used again and again.</summary>
internal sealed class CheckedPayloads
{
    private const int KeptTapes = 256; // Of a conversation with more of them the rest is given back.

    private readonly List<JsonTape> _tapes = [];
    private readonly List<CheckedPayload> _all = [];
    private int[] _firsts = new int[32];

    /// <summary>Those of one turn.</summary>
    public ReadOnlySpan<CheckedPayload> Of(int turn) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_all)[_firsts[turn].._firsts[turn + 1]];

    public IReadOnlyList<CheckedPayload> All => _all;

    public void Read(Conversation conversation)
    {
        _all.Clear();
        if (_tapes.Count > KeptTapes) _tapes.RemoveRange(KeptTapes, _tapes.Count - KeptTapes);
        var turns = conversation.Turns;
        if (_firsts.Length <= turns.Count) _firsts = new int[2 * turns.Count];
        for (var i = 0; i < turns.Count; i++)
        {
            _firsts[i] = _all.Count;
            if (turns[i] is AssistantTurn { Calls: { Count: > 0 } calls })
                for (var block = 0; block < calls.Count; block++) Add(i, block, isCall: true, calls[block].Name, calls[block].Arguments);
            else if (turns[i] is ResponseTurn { Responses: var responses })
                for (var block = 0; block < responses.Count; block++) Add(i, block, isCall: false, Answering(turns, i, block), responses[block]);
        }

        _firsts[turns.Count] = _all.Count;
    }

    private static string? Answering(IReadOnlyList<Turn> turns, int turn, int block) =>
        turn > 0 && turns[turn - 1] is AssistantTurn { Calls: var calls } && block < calls.Count ? calls[block].Name : null;

    private void Add(int turn, int block, bool isCall, string? function, ReadOnlyMemory<byte> json)
    {
        if (_all.Count == _tapes.Count) _tapes.Add(new JsonTape());
        var tape = _tapes[_all.Count];
        tape.Read(json);
        _all.Add(new CheckedPayload(turn, block, isCall, function, json, tape));
    }
}
