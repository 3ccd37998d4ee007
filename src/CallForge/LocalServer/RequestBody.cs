namespace CallForge.LocalServer;

/// <summary>The body of a call to <c>/v1/responses</c> or <c>/v1/chat/completions</c>.</summary>
internal sealed class RequestBody
{
    public string? Model { get; private set; }

    public PromptText? Instructions { get; private set; }

    public Prompt Prompt { get; } = new();

    public bool HasInput { get; private set; }

    public bool HasMessages { get; private set; }

    public bool Streams { get; private set; }

    public int? MaxOutputTokens { get; private set; }

    public string? Effort { get; private set; }

    /// <summary>All other parameters, as an answer echoes many of them.</summary>
    public Dictionary<string, byte[]> Others { get; } = new(StringComparer.Ordinal);

    public static RequestBody Read(ref RequestReader reader)
    {
        var body = new RequestBody();
        while (reader.NextProperty(out var name)) body.ReadProperty(name, ref reader);
        return body;
    }

    /// <summary>What makes the request fail when it is run.</summary>
    public Refusal? FindFault(InferenceEndpoint endpoint)
    {
        if (endpoint == InferenceEndpoint.Responses && !HasInput) return Refusal.Missing("input");
        if (endpoint == InferenceEndpoint.Chat && !HasMessages) return Refusal.Missing("messages");
        if (MaxOutputTokens <= 0)
        {
            return Refusal.BadRequest(
                $"Invalid maximum of output tokens: expected at least 1, but got {MaxOutputTokens}.", "max_output_tokens", "invalid_value");
        }

        if (Prompt.LastUserText is not null) return null;
        return Refusal.BadRequest(
            $"Invalid value for '{endpoint.PromptName}': the local server needs a text of a user.", endpoint.PromptName, "invalid_value");
    }

    private void ReadProperty(string name, ref RequestReader reader)
    {
        switch (name)
        {
            case "model": Model = reader.ReadString(); break;
            case "instructions": ReadInstructions(ref reader); break;
            case "input": HasInput = Prompt.Read(ref reader); break;
            case "messages": HasMessages = Prompt.Read(ref reader); break;
            case "stream": Streams = reader.ReadEcho().AsSpan().SequenceEqual("true"u8); break;
            case "max_output_tokens" or "max_completion_tokens" or "max_tokens": MaxOutputTokens = reader.ReadInt(); break;
            case "reasoning_effort": Effort = reader.ReadString(); break;
            case "reasoning": ReadReasoning(ref reader); break;
            default: Others[name] = reader.ReadEcho(); break;
        }
    }

    private void ReadInstructions(ref RequestReader reader)
    {
        Instructions = reader.ReadText(mayBeShared: true);
        if (Instructions is null) reader.Skip();
    }

    private void ReadReasoning(ref RequestReader reader)
    {
        if (!reader.EnterObject()) return;
        while (reader.NextProperty(out var name))
        {
            if (name == "effort")
                Effort = reader.ReadString();
            else
                Others["reasoning." + name] = reader.ReadEcho();
        }
    }
}
