namespace CallForge.Conversations;

/// <summary>
/// A chat template of Qwen: the whole text of a conversation, as <c>apply_chat_template(messages, tools)</c> makes it from
/// messages that begin with a system turn.
/// </summary>
internal sealed record ChatTemplate
{
    private ChatTemplate(string name, QwenXmlText? xml = null, bool thinksInLast = false, bool thinksAfterQuery = false) =>
        (Name, Xml, ThinksInLast, ThinksAfterQuery) = (name, xml, thinksInLast, thinksAfterQuery);

    private static readonly PreparedText End = PreparedText.Of("<|im_end|>\n"u8);
    private static readonly PreparedText System = PreparedText.Of("<|im_start|>system\n"u8);
    private static readonly PreparedText User = PreparedText.Of("<|im_start|>user\n"u8);
    private static readonly PreparedText Assistant = PreparedText.Of("<|im_start|>assistant\n"u8);
    private static readonly PreparedText NoThought = PreparedText.Of("<think>\n\n</think>\n\n"u8);

    public static IReadOnlyList<ChatTemplate> All { get; } =
    [
        new("qwen2.5"),
        new("qwen3", thinksInLast: true),
        new("qwen3-2507"),
        new("qwen3.5", QwenXmlText.PythonWords, thinksAfterQuery: true),
        new("qwen3.6", QwenXmlText.JsonWords, thinksAfterQuery: true),
    ];

    public string Name { get; }

    /// <summary>How calls are written as XML; null where they are JSON.</summary>
    private QwenXmlText? Xml { get; }

    /// <summary>Whether the last message gets an empty thought.</summary>
    private bool ThinksInLast { get; }

    /// <summary>Whether every message after the last thing the customer said gets one.</summary>
    private bool ThinksAfterQuery { get; }

    public static ChatTemplate Named(string name) => All.First(template => template.Name == name);

    /// <param name="system">Not empty, without blanks around it.</param>
    public void Write(Conversation conversation, ReadOnlySpan<byte> system, ToolTexts tools, ReadOnlySpan<int> order, TextOutput output)
    {
        WriteSystem(system, tools, order, output);
        var turns = conversation.Turns;
        var lastQuery = turns.Count - 1;
        while (turns[lastQuery] is not CustomerTurn) lastQuery--;
        for (var i = 0; i < turns.Count; i++)
        {
            var thinks = ThinksAfterQuery && i > lastQuery || ThinksInLast && i == turns.Count - 1;
            WriteTurn(turns[i], thinks, output);
            output.Write(End);
        }
    }

    private void WriteSystem(ReadOnlySpan<byte> system, ToolTexts tools, ReadOnlySpan<int> order, TextOutput output)
    {
        output.Write(System);
        if (Xml is not null && order.Length > 0) QwenXmlText.WriteTools(tools, order, output);
        output.Write(system);
        if (Xml is null && order.Length > 0) QwenText.WriteTools(tools, order, output);
        output.Write(End);
    }

    private void WriteTurn(Turn turn, bool thinks, TextOutput output)
    {
        switch (turn)
        {
            case CustomerTurn customer:
                output.Write(User);
                output.Write(customer.Text.Span);
                break;
            case AssistantTurn assistant:
                output.Write(Assistant);
                if (thinks) output.Write(NoThought);
                if (Xml is not null) Xml.WriteCalls(assistant, output);
                else QwenText.WriteCalls(assistant, output);
                break;
            case ResponseTurn responses:
                output.Write(User);
                QwenText.WriteResponses(responses, output);
                break;
        }
    }
}
