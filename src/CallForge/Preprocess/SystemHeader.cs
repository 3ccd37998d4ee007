using System.Text;
using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>The pack's system text with its places for user id and date.</summary>
internal sealed class SystemHeader
{
    private const string UserIdPlace = "{{user_id}}";
    private const string DatePlace = "{{date}}";

    private readonly List<Piece> _pieces = [];

    public SystemHeader(string template)
    {
        var rest = template.Trim();
        while (rest.Length > 0)
        {
            var place = FirstPlace(rest);
            if (place > 0) _pieces.Add(new(Encoding.UTF8.GetBytes(rest[..place]), ""));
            if (place == rest.Length) break;
            var name = rest.AsSpan(place).StartsWith(UserIdPlace) ? UserIdPlace : DatePlace;
            _pieces.Add(new([], name));
            rest = rest[(place + name.Length)..];
        }
    }

    public void Write(Conversation conversation, TextOutput output)
    {
        foreach (var piece in _pieces)
            output.Write(piece.Place switch { UserIdPlace => conversation.UserId.Span, DatePlace => conversation.Date.Span, _ => piece.Text });
    }

    private static int FirstPlace(string text) => new[] { UserIdPlace, DatePlace }.Select(place => text.IndexOf(place, StringComparison.Ordinal)).Where(place => place >= 0).Append(text.Length).Min();

    private sealed record Piece(byte[] Text, string Place);
}
