using System.Text.Json;

namespace CallForge.LocalServer;

/// <summary>What <c>input</c> or <c>messages</c> says: a text, or messages whose content is a text or a list of parts.</summary>
internal sealed class Prompt
{
    /// <summary>One for each text or part, in their order.</summary>
    public List<PromptText> Texts { get; } = [];

    public int MessageCount { get; private set; }

    public PromptText? LastUserText => Texts.FindLast(text => text.Role == "user");

    /// <summary>Reads a text or a list of messages; false if there is null.</summary>
    public bool Read(ref RequestReader reader)
    {
        if (reader.ReadText(mayBeShared: false) is { } text)
        {
            Texts.Add(text);
            MessageCount++;
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.NextItem()) ReadMessage(ref reader);
        }
        else
        {
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            return !isNull;
        }

        return true;
    }

    private void ReadMessage(ref RequestReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var first = Texts.Count;
        string? role = null;
        while (reader.NextProperty(out var name))
        {
            if (name == "role")
                role = reader.ReadString();
            else if (name == "content")
                ReadContent(ref reader);
            else
                reader.SkipValue();
        }

        MessageCount++;
        for (var i = first; i < Texts.Count; i++) Texts[i] = Texts[i] with { Role = role ?? "user" };
    }

    private void ReadContent(ref RequestReader reader)
    {
        if (reader.ReadText(mayBeShared: Texts.Count == 0) is { } text)
        {
            Texts.Add(text);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.NextItem()) ReadPart(ref reader);
    }

    private void ReadPart(ref RequestReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.NextProperty(out var name))
        {
            if (name != "text")
                reader.SkipValue();
            else if (reader.ReadText(mayBeShared: Texts.Count == 0) is { } text)
                Texts.Add(text);
            else
                reader.Skip();
        }
    }
}
