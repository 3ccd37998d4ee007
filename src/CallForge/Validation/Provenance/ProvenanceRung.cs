using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Text.Json;

namespace CallForge.Validation.Provenance;

/// <summary>
/// Where ids come from: each was returned or said before it is used, is well formed, and names one thing of one kind. Calls
/// made together know nothing of each other's responses. For one worker.
/// </summary>
internal sealed class ProvenanceRung(Ladder ladder, FindingList findings)
{
    private readonly IdLedger _ledger = new();
    private readonly Mentions _mentions = new();
    private ReadOnlyMemory<byte> _customer;
    private CheckedPayload _payload;

    public void Check(Conversation conversation, CheckedPayloads payloads)
    {
        _ledger.Clear();
        _mentions.Start(conversation);
        _customer = conversation.UserId;
        if (!_customer.IsEmpty) _ledger.Of(IdValue.Of(_customer.Span), out _).Kind = ladder.Ids.Customer;
        for (var i = 0; i < conversation.Turns.Count; i++)
        {
            if (conversation.Turns[i] is CustomerTurn customer) Hear(customer.Text.Span);
            else if (conversation.Turns[i] is AssistantTurn assistant) CheckSaid(assistant.Text.Span, i);
            foreach (ref readonly var payload in payloads.Of(i))
            {
                if (!payload.IsJson) continue;
                _payload = payload;
                CheckRoot();
                Walk(0);
            }
        }
    }

    private void LogIn(ReadOnlySpan<byte> text, IdValue id)
    {
        _customer = text.ToArray();
        _ledger.Of(id, out _);
    }

    private void Hear(ReadOnlySpan<byte> text)
    {
        for (var place = 0; IdValue.NextUuid(text, place, out var id) is var found and >= 0; place = found + IdValue.UuidLength) _ledger.Of(id, out _);
    }

    private void CheckSaid(ReadOnlySpan<byte> text, int turn)
    {
        for (var place = 0; IdValue.NextUuid(text, place, out var id) is var found and >= 0; place = found + IdValue.UuidLength)
        {
            var written = text.Slice(found, IdValue.UuidLength);
            if (!_ledger.Knows(id) && !_mentions.Has(written, turn))
                findings.Add(FindingCode.IdOnlySaid, turn, null, "", written, "The assistant says an id that nobody returned or said before.");
        }
    }

    /// <summary>A response that is an id alone, such as that of a new order.</summary>
    private void CheckRoot()
    {
        if (_payload.IsCall || _payload.Tape.Kind(0) != JsonKind.String || ladder.Ids.ReturnedBy(_payload.Function ?? "") is not { } kind) return;
        Meet(0, kind, 0);
    }

    private void Walk(int node)
    {
        var tape = _payload.Tape;
        var isObject = tape.Kind(node) == JsonKind.Object;
        for (int child = node + 1, end = tape[node].End; child < end; child = tape[child].End)
        {
            if (isObject && ladder.Ids.Find(tape.Name(child)) is { } key) MeetAll(child, key, node);
            if (tape.Kind(child) >= JsonKind.Array) Walk(child);
        }
    }

    private void MeetAll(int node, IdKey key, int owner)
    {
        var tape = _payload.Tape;
        if (tape.Kind(node) is JsonKind.String or JsonKind.Number) Meet(node, key.Kind, owner);
        if (tape.Kind(node) != JsonKind.Array) return;
        for (int child = node + 1, end = tape[node].End; child < end; child = tape[child].End)
            if (tape.Kind(child) is JsonKind.String or JsonKind.Number) Meet(child, key.Kind, -1);
    }

    /// <param name="kind">What the id is of; null if only the name of its key tells that it is one.</param>
    /// <param name="owner">The object it is the id of, or -1.</param>
    private void Meet(int node, IdKind? kind, int owner)
    {
        var tape = _payload.Tape;
        var text = tape.Kind(node) == JsonKind.String ? tape.Text(node) : tape.Raw(node);
        if (kind is { IsUuid: true } ? IdValue.OfUuid(text) is null : text.IsEmpty)
        {
            if (kind is not null) Add(FindingCode.IdMalformed, node, $"This is no id of the kind '{kind.Name}'{(kind.IsUuid ? ": 8-4-4-4-12 hexadecimal digits" : "")}.");
            return;
        }

        var id = IdValue.Of(text);
        if (kind is { IsCustomer: true } && _customer.IsEmpty) LogIn(text, id); // Nothing else tells who it is: what is first said of it counts.
        if (kind is { IsCustomer: true } && !_customer.IsEmpty && id != IdValue.Of(_customer.Span))
            Add(FindingCode.IdOfOtherCustomer, node, "This is not the id of the logged-in customer.");
        else if (!_ledger.Knows(id))
            MeetNew(node, text, id, kind);
        ref var known = ref _ledger.Of(id, out _);
        if (known.Kind is { } other && kind is not null && !ReferenceEquals(other, kind))
            Add(FindingCode.IdOfOtherKind, node, $"This id stands for the kind '{other.Name}', here it is used for '{kind.Name}'.");
        known.Kind ??= kind;
        if (!_payload.IsCall && owner >= 0 && kind is not null) CheckName(node, ref known, kind, owner);
    }

    private void MeetNew(int node, ReadOnlySpan<byte> text, IdValue id, IdKind? kind)
    {
        if (ladder.PromptIds.Contains(id) && !_mentions.IsSaid(text, _payload.Turn))
            Add(FindingCode.IdOfExample, node, "This id is copied from the prompt.");
        else if (_payload.IsCall && !_mentions.Has(text, _payload.Turn))
            Add(FindingCode.IdUnknown, node, "Nobody returned or said this id before it is used.", isGuess: kind is null);
    }

    private void CheckName(int node, ref KnownId known, IdKind kind, int owner)
    {
        var tape = _payload.Tape;
        foreach (var key in kind.NamedUtf8)
        {
            var name = tape.Find(owner, key);
            if (name < 0 || tape.Kind(name) != JsonKind.String) continue;
            if (known.NameTape is null) (known.NameTape, known.NameNode) = (tape, name);
            else if (!known.NameTape.Text(known.NameNode).SequenceEqual(tape.Text(name)))
                Add(FindingCode.IdOfTwoThings, node, $"This id was of '{FindingList.Clip(known.NameTape.Text(known.NameNode))}' before, here it is of '{FindingList.Clip(tape.Text(name))}'.");
        }
    }

    private void Add(string code, int node, string says, bool isGuess = false)
    {
        var tape = _payload.Tape;
        findings.Add(code, _payload, TapePointer.Of(tape, node), tape.Kind(node) == JsonKind.String ? tape.Text(node) : tape.Raw(node), says, isGuess);
    }
}
