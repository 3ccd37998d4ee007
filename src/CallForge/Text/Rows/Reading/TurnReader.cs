using CallForge.Conversations;

namespace CallForge.Text.Rows.Reading;

/// <summary>
/// Messages of any format → turns. What a message is, its role and its tags tell, so that one reader takes all: tags in
/// the texts (<c>qwen</c>), <c>tool_calls</c> (<c>openai</c>), roles of their own (<c>sharegpt</c>, <c>swift</c>).
/// </summary>
internal sealed class TurnReader(IReadOnlyDictionary<string, Tool> tools)
{
    private readonly List<Turn> _turns = [];
    private readonly List<RowMistake> _mistakes = [];
    private readonly Dictionary<string, Tool> _tools = tools.ToDictionary();
    private string _last = "";

    public IReadOnlyList<Turn> Turns => _turns;

    public IReadOnlyList<RowMistake> Mistakes => _mistakes;

    /// <summary>What stands in front of all turns; empty if there is no such message.</summary>
    public ReadOnlyMemory<byte> System { get; private set; }

    public void Add(RowMessage message)
    {
        var role = message.Role.ToLowerInvariant();
        switch (role)
        {
            case "system" or "developer" when _turns.Count == 0: System = message.Content; return;
            case "user" or "human" or "customer": AddUser(message.Content); break;
            case "assistant" or "gpt" or "model" or "bot": AddAssistant(message); break;
            case "tool_call" or "function_call": AddCalls(message.Content); break;
            case "tool" or "tool_response" or "observation" or "function" or "ipython" or "function_response": AddResponses(message.Content); break;
            default:
                _mistakes.Add(new RowMistake(RowMistake.BadRow, _turns.Count, null, "", System.IsEmpty ? message.Content : default, $"No message of this place has the role '{(role.Length > 40 ? role[..40] : role)}'."));
                AddUser(message.Content);
                break;
        }

        _last = role;
    }

    private void AddUser(ReadOnlyMemory<byte> content)
    {
        var text = Blanks.Trim(content);
        if (!text.Span.StartsWith("<tool_response>"u8))
        {
            _turns.Add(new CustomerTurn(0, text));
            return;
        }

        var responses = new List<ReadOnlyMemory<byte>>();
        foreach (var block in Blocks(text, "<tool_response>"u8.ToArray(), "</tool_response>"u8.ToArray(), out _)) responses.Add(block);
        _turns.Add(new ResponseTurn(0, responses));
    }

    private void AddAssistant(RowMessage message)
    {
        var calls = new List<ToolCall>();
        var reader = new CallReader(_tools, _mistakes);
        var blocks = Blocks(WithoutThought(message.Content), "<tool_call>"u8.ToArray(), "</tool_call>"u8.ToArray(), out var text);
        foreach (var block in blocks) reader.Read(block, _turns.Count, calls);
        if (!message.ToolCalls.IsEmpty) reader.ReadList(message.ToolCalls, _turns.Count, calls);
        _turns.Add(new AssistantTurn(0, text, calls));
    }

    /// <summary>What was said before stands in a message of its own in some formats, in the same one in others.</summary>
    private void AddCalls(ReadOnlyMemory<byte> content)
    {
        var before = _last is "assistant" or "gpt" or "tool_call" or "function_call" ? _turns[^1] as AssistantTurn : null;
        if (_last is "assistant" or "gpt" && before is { Calls.Count: > 0 }) before = null;
        var turn = before is null ? _turns.Count : _turns.Count - 1;
        var calls = new List<ToolCall>(before?.Calls ?? []);
        var reader = new CallReader(_tools, _mistakes);
        var trimmed = Blanks.Trim(content);
        if (trimmed.Span.IndexOf("<tool_call>"u8) >= 0)
            foreach (var block in Blocks(trimmed, "<tool_call>"u8.ToArray(), "</tool_call>"u8.ToArray(), out trimmed)) reader.Read(block, turn, calls);
        else
        {
            reader.Read(trimmed, turn, calls);
            trimmed = default;
        }

        if (before is not null) _turns.RemoveAt(turn);
        _turns.Add(new AssistantTurn(0, before is { Text.IsEmpty: false } ? before.Text : trimmed, calls));
    }

    private void AddResponses(ReadOnlyMemory<byte> content)
    {
        var responses = new List<ReadOnlyMemory<byte>>();
        var isMore = _last is "tool" or "tool_response" or "observation" or "function" or "ipython" or "function_response" && _turns[^1] is ResponseTurn;
        if (isMore) responses.AddRange(((ResponseTurn)_turns[^1]).Responses);
        var rest = Blanks.Trim(content);
        for (var between = "\n</tool_response>\n<tool_response>\n"u8; rest.Span.IndexOf(between) is >= 0 and var end; rest = rest[(end + between.Length)..]) responses.Add(rest[..end]);
        responses.Add(rest);
        if (isMore) _turns.RemoveAt(_turns.Count - 1);
        _turns.Add(new ResponseTurn(0, responses));
    }

    /// <summary>What stands between the tags, trimmed; text before the first is given out, text after it is a mistake.</summary>
    private List<ReadOnlyMemory<byte>> Blocks(ReadOnlyMemory<byte> content, byte[] open, byte[] close, out ReadOnlyMemory<byte> text)
    {
        var blocks = new List<ReadOnlyMemory<byte>>();
        var start = content.Span.IndexOf(open);
        text = Blanks.Trim(start < 0 ? content : content[..start]);
        for (var rest = start < 0 ? default : content[start..]; !rest.IsEmpty;)
        {
            rest = rest[open.Length..];
            var end = rest.Span.IndexOf(close);
            var next = rest.Span.IndexOf(open);
            if (end < 0 || (next >= 0 && next < end)) Add(RowMistake.CallShape, rest, "A tag is opened that is not closed.");
            var length = end < 0 ? rest.Length : end;
            blocks.Add(Blanks.Trim(rest[..length]));
            rest = Blanks.Trim(rest[(end < 0 ? length : length + close.Length)..]);
            if (rest.IsEmpty || rest.Span.StartsWith(open)) continue;
            var following = rest.Span.IndexOf(open);
            Add(RowMistake.StrayText, following < 0 ? rest : rest[..following], "Text stands behind a call or response.");
            rest = following < 0 ? default : rest[following..];
        }

        return blocks;

        void Add(string code, ReadOnlyMemory<byte> evidence, string says) => _mistakes.Add(new RowMistake(code, _turns.Count, blocks.Count, "", evidence, says));
    }

    /// <summary>Some templates put an empty thought in front of an answer.</summary>
    private static ReadOnlyMemory<byte> WithoutThought(ReadOnlyMemory<byte> content)
    {
        var text = Blanks.Trim(content);
        return text.Span.StartsWith("<think>"u8) && text.Span.IndexOf("</think>"u8) is >= 0 and var end && text.Span["<think>".Length..end].Trim(" \n"u8).IsEmpty
            ? text[(end + "</think>".Length)..]
            : text;
    }
}
