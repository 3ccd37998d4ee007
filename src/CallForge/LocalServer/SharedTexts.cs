using System.Buffers;
using CallForge.Conversations;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>
/// The long texts at the head of requests, each kept once. Bounded: the first few of a batch are enough, because a
/// prompt has one constant part or each request its own. Filled while a batch is validated, only read while it runs.
/// </summary>
internal sealed class SharedTexts
{
    private const int MinimumBytes = 1024;
    private const int Capacity = 16;

    private readonly List<SharedText> _texts = [];

    public bool IsFull => _texts.Count >= Capacity;

    /// <summary>The text whose JSON string, quotes included, begins these bytes.</summary>
    public SharedText? Find(ReadOnlySpan<byte> json)
    {
        foreach (var text in _texts)
            if (json.StartsWith(text.Token)) return text;
        return null;
    }

    public SharedText? Add(ReadOnlySpan<byte> token, string text, int number)
    {
        if (token.Length < MinimumBytes || IsFull) return null;
        var shared = new SharedText(token.ToArray(), text, number);
        _texts.Add(shared);
        return shared;
    }
}

/// <param name="number">The first request that has the text: the one that finds no cache.</param>
internal sealed class SharedText(byte[] token, string text, int number)
{
    private readonly Lazy<int> _tokens = new(() => TokenCounter.Count(text));
    private readonly Lazy<byte[]> _ascii = new(() =>
    {
        var output = new ArrayBufferWriter<byte>();
        PythonJson.WriteAscii(token, output);
        return output.WrittenSpan.ToArray();
    });

    public byte[] Token => token;

    public string Text => text;

    public int Number => number;

    public int Tokens => _tokens.Value;

    /// <summary>The text as it is written into an output file.</summary>
    public byte[] Ascii => _ascii.Value;
}

/// <param name="Shared">Set if requests have the text in common.</param>
internal sealed record PromptText(string Text, SharedText? Shared)
{
    public string Role { get; init; } = "user";
}
