using System.Text;
using CallForge.Conversations;
using CallForge.Domains;

namespace CallForge.Preprocess;

/// <summary>What became of an item: a row, a rejection, or neither (failed or pending).</summary>
internal sealed record Converted(TranscriptItem Item, Row? Row, Traits? Traits, Diagnostic? Rejection, IReadOnlyList<Diagnostic> Repairs);

/// <summary>Transcript → conversation → row. A pure function of the item; thread-safe.</summary>
internal sealed class RowConverter(DomainPack pack, PreprocessOptions options)
{
    private static readonly ReadOnlyMemory<byte> System = "system"u8.ToArray();

    private readonly ConversationReader _reader = new(pack);
    private readonly TraitsReader _traits = new(pack.Tools);
    private readonly QwenTools _tools = new(pack.Tools);

    public Converted Convert(TranscriptItem item)
    {
        if (item.Transcript is not { } transcript) return new Converted(item, null, null, null, []);
        var reading = _reader.Read(transcript, item.Scenario);
        return reading.Conversation is { } conversation
            ? new Converted(item, ToRow(item, conversation), _traits.Read(conversation), null, reading.Repairs)
            : new Converted(item, null, null, reading.Rejection, reading.Repairs);
    }

    private Row ToRow(TranscriptItem item, Conversation conversation)
    {
        var order = Enumerable.Range(0, _tools.Count).ToArray();
        SeededRandom.For(options.Seed, "tools", item.Id).Shuffle<int>(order);
        var header = Encoding.UTF8.GetBytes(pack.Prompts.System
            .Replace("{{user_id}}", Encoding.UTF8.GetString(conversation.UserId.Span), StringComparison.Ordinal)
            .Replace("{{date}}", Encoding.UTF8.GetString(conversation.Date.Span), StringComparison.Ordinal)
            .TrimEnd());
        var messages = QwenText.Render(conversation, options.KeepPreamble);
        return new Row(
            Encoding.UTF8.GetBytes(item.Id),
            _tools.List(order),
            conversation.UserId,
            conversation.Date,
            [.. options.KeepSystemTurn ? messages.Prepend(new Message(System, header)) : messages],
            _tools.SystemBlock(header, order),
            item.Scenario is { } scenario ? Encoding.UTF8.GetBytes(scenario.ScenarioType) : default(ReadOnlyMemory<byte>?));
    }
}
