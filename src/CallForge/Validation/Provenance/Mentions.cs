using System.Text;
using CallForge.Conversations;

namespace CallForge.Validation.Provenance;

/// <summary>Whether an id was said or returned somewhere before, be it inside of a sentence: looked for only when nothing else knows it.</summary>
internal sealed class Mentions
{
    private const long MostBytes = 64_000_000; // Read of one conversation; only a hostile one asks for more.

    private IReadOnlyList<Turn> _turns = [];
    private long _read;

    public void Start(Conversation conversation) => (_turns, _read) = (conversation.Turns, 0);

    /// <param name="turn">What was said or returned before this turn counts.</param>
    public bool Has(ReadOnlySpan<byte> id, int turn)
    {
        for (var i = 0; i < turn; i++)
        {
            if (_turns[i] is CustomerTurn customer && Has(customer.Text.Span, id)) return true;
            if (_turns[i] is not ResponseTurn { Responses: var responses }) continue;
            for (var block = 0; block < responses.Count; block++)
                if (Has(responses[block].Span, id)) return true;
        }

        return false;
    }

    public bool IsSaid(ReadOnlySpan<byte> id, int turn)
    {
        for (var i = 0; i < turn; i++)
            if (_turns[i] is CustomerTurn customer && Has(customer.Text.Span, id)) return true;
        return false;
    }

    private bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> id)
    {
        if ((_read += text.Length) > MostBytes || id.Length is 0 or > 256) return false;
        if (HasAsWritten(text, id)) return true;
        Span<byte> other = stackalloc byte[256];
        return (Ascii.ToLower(id, other, out var length) == System.Buffers.OperationStatus.Done && HasAsWritten(text, other[..length]))
            || (Ascii.ToUpper(id, other, out length) == System.Buffers.OperationStatus.Done && HasAsWritten(text, other[..length]));
    }

    private static bool HasAsWritten(ReadOnlySpan<byte> text, ReadOnlySpan<byte> id)
    {
        for (var place = 0; text[place..].IndexOf(id) is var next and >= 0; place++)
        {
            place += next;
            if (IdValue.IsApart(text, place, place + id.Length)) return true;
        }

        return false;
    }
}
