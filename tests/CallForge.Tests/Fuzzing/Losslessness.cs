using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.Tests.Fuzzing;

/// <summary>
/// Whether a reading keeps what a transcript says: words that occur nowhere else are put into it, and of an accepted
/// transcript each must be in a turn, in the metadata or in a repair.
/// </summary>
internal static class Losslessness
{
    private static readonly DomainPack Pack = DomainPackReader.Read("delivery-ko");
    private static readonly TranscriptReader Reader = new(Pack.Labels, Pack.Tools);

    private static long _accepted;

    /// <summary>How many readings were checked for losses: a rejected transcript is kept whole beside its reason.</summary>
    public static long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Cyrillic is in no label, no transcript and no syntax.</summary>
    public static string WithWords(string text, SeededRandom random)
    {
        for (var number = random.Next(5); number > 0; number--)
        {
            var place = random.Next(text.Length + 1);
            if (place > 0 && place < text.Length && char.IsLowSurrogate(text[place])) place--;
            // Open: what stands behind the backticks of a fence around all is lost (TranscriptFrame).
            if (!text[..place].Split('\n')[^1].Contains("```", StringComparison.Ordinal)) text = text.Insert(place, $"Ж{number}Ж");
        }

        return text;
    }

    /// <summary>Null, or what is wrong.</summary>
    public static string? Check(byte[] transcript)
    {
        var reading = Reader.Read(transcript);
        if (reading.Conversation is null == reading.Rejection is null) return "neither or both\nIt is neither accepted nor rejected, or both.";
        if (reading.Rejection is { } rejection) return rejection.Message.Length > 0 && rejection.Line >= 0 ? null : "a rejection without a reason";
        Interlocked.Increment(ref _accepted);
        var text = Encoding.UTF8.GetString(transcript);
        var kept = string.Join('\n', Kept(reading));
        return Enumerable.Range(1, 4).Select(number => $"Ж{number}Ж").FirstOrDefault(word => Count(text, word) > Count(kept, word)) is { } lost
            ? $"loss\nThe word {lost} of the transcript is in no turn and no repair."
            : null;
    }

    private static IEnumerable<string> Kept(TranscriptReading reading) =>
    [
        Text(reading.Conversation!.UserId), Text(reading.Conversation.Date),
        .. reading.Conversation.Turns.SelectMany(turn => turn switch
        {
            CustomerTurn customer => [Text(customer.Text)],
            AssistantTurn assistant => assistant.Calls.SelectMany(call => Words(call.Arguments).Prepend(call.Name)).Prepend(Text(assistant.Text)),
            _ => ((ResponseTurn)turn).Responses.SelectMany(Words),
        }),
        .. reading.Repairs.Select(repair => repair.Excerpt),
    ];

    private static List<string> Words(ReadOnlyMemory<byte> json)
    {
        var words = new List<string>();
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 256 });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String) words.Add(reader.GetString()!);
        return words;
    }

    private static int Count(string text, string word) => text.Split(word).Length - 1;

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
