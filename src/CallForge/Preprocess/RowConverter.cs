using System.Collections.Concurrent;
using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Validation;

namespace CallForge.Preprocess;

/// <summary>What became of an item: a row (then it has traits), a rejection, or neither (failed or pending).</summary>
/// <param name="Findings">In the order of the conversation; the first that rejects is the rejection.</param>
/// <param name="Allowed">The codes of findings that a person lets pass.</param>
internal sealed record Converted(
    TranscriptItem Item, Traits? Traits, Diagnostic? Rejection, IReadOnlyList<Diagnostic> Repairs, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Allowed)
{
    public bool IsAccepted => Traits is not null;
}

/// <summary>What became of the items of a chunk, in their order, and the rows that came of them.</summary>
internal sealed record ConvertedChunk(Converted[] Items, RowBlock[] Blocks);

/// <summary>Transcript → conversation → row in every form. Depends on the items alone; thread-safe.</summary>
internal sealed class RowConverter(DomainPack pack, PreprocessOptions options, DatasetWriter dataset, AllowFile allowed)
{
    private readonly ConversationReader _reader = new(pack);
    private readonly Ladder _ladder = new(pack, options.Check);
    private readonly ConcurrentBag<Checker> _checkers = [];
    private readonly TraitsReader _traits = new(pack.Tools);
    private readonly ToolTexts _tools = new(pack.Tools);
    private readonly SystemHeader _header = new(pack.Prompts.System);

    public ConvertedChunk Convert(Func<TranscriptItem>[] items)
    {
        var (converted, blocks, header) = (new Converted[items.Length], dataset.Rent(), new TextOutput(1024));
        if (!_checkers.TryTake(out var checker)) checker = new Checker(_ladder);
        for (var i = 0; i < items.Length; i++) converted[i] = Convert(items[i](), checker, header, blocks);
        _checkers.Add(checker);
        foreach (var block in blocks) block.Complete();
        return new ConvertedChunk(converted, blocks);
    }

    private Converted Convert(TranscriptItem item, Checker checker, TextOutput header, RowBlock[] blocks)
    {
        if (item.Transcript is not { } transcript) return new Converted(item, null, null, [], [], []);
        var reading = _reader.Read(transcript, item.Scenario);
        if (reading.Conversation is not { } conversation) return new Converted(item, null, reading.Rejection, reading.Repairs, [], []);
        var (findings, lets) = allowed.Without(item.Id, checker.Check(conversation, isTranscript: true));
        if (Rejection.Of(findings, conversation) is { } rejection) return new Converted(item, null, rejection, reading.Repairs, findings, lets);
        var traits = _traits.Read(conversation);
        Write(item, options.KeepPreamble ? conversation : WithoutPreambles(conversation), header, blocks);
        return new Converted(item, traits, null, reading.Repairs, findings, lets);
    }

    private void Write(TranscriptItem item, Conversation conversation, TextOutput header, RowBlock[] blocks)
    {
        header.Clear();
        _header.Write(conversation, header);
        Span<byte> id = stackalloc byte[128], scenarioType = stackalloc byte[64];
        Span<int> order = stackalloc int[_tools.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        SeededRandom.For(options.Seed, "tools", item.Id).Shuffle(order);
        dataset.Add(item, new RowSource(Utf8(item.Id, id), Utf8(item.Scenario?.ScenarioType ?? "", scenarioType), conversation, header.Written, _tools, order), blocks);
    }

    private static ReadOnlySpan<byte> Utf8(string text, Span<byte> buffer) =>
        Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(text);

    private static Conversation WithoutPreambles(Conversation conversation) =>
        conversation with { Turns = [.. conversation.Turns.Select(turn => turn is AssistantTurn { Calls.Count: > 0 } calling ? calling with { Text = default } : turn)] };
}
