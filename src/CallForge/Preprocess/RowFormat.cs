using CallForge.Conversations;

namespace CallForge.Preprocess;

/// <summary>A form of the dataset: what a conversation is as a row of it. Pure; thread-safe.</summary>
internal abstract class RowFormat(string name, RowSchema schema)
{
    /// <summary>What <c>--format</c> takes.</summary>
    public static readonly IReadOnlyList<string> Names = ["qwen", "openai", "sharegpt", "swift", "text"];

    protected static readonly Column Id = new("id");
    protected static readonly Column Tools = new("tools");
    protected static readonly Column ScenarioType = new("scenario_type", HasFewValues: true);

    public string Name { get; } = name;

    public RowSchema Schema { get; } = schema;

    public static RowFormat Create(string name, PreprocessOptions options) => name switch
    {
        "qwen" => new QwenFormat(options.KeepSystemTurn),
        "openai" => new OpenAIFormat(),
        "sharegpt" => new ShareGptFormat(),
        "swift" => new SwiftFormat(),
        "text" => new TextFormat(ChatTemplate.Named(options.Template)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>Writes the values of one row, in the order of the schema.</summary>
    public abstract void Write(in RowSource row, RowBlock block);

    protected static Column Messages(string name, string role, string content, params Column[] others) =>
        new(name, Fields: [new(role, HasFewValues: true), new(content), .. others]);
}

/// <summary>What a row is made of; all texts UTF-8.</summary>
/// <param name="scenarioType">Empty if the request is unknown.</param>
/// <param name="header">The system text, with user id and date.</param>
/// <param name="toolOrder">The order of the tools in this row.</param>
internal readonly ref struct RowSource(
    ReadOnlySpan<byte> id, ReadOnlySpan<byte> scenarioType, Conversation conversation, ReadOnlySpan<byte> header, ToolTexts tools, ReadOnlySpan<int> toolOrder)
{
    public ReadOnlySpan<byte> Id { get; } = id;
    public Conversation Conversation { get; } = conversation;
    public ReadOnlySpan<byte> Header { get; } = header;
    public ToolTexts Tools { get; } = tools;
    public ReadOnlySpan<int> ToolOrder { get; } = toolOrder;

    private readonly ReadOnlySpan<byte> _scenarioType = scenarioType;

    public void WriteTools(RowBlock block)
    {
        block.Start();
        Tools.WriteList(ToolOrder, block.Text);
        block.End();
    }

    public void WriteScenarioType(RowBlock block)
    {
        if (_scenarioType.IsEmpty)
            block.WriteNull();
        else
            block.Write(_scenarioType);
    }
}
