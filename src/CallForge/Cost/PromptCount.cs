using System.Text;
using System.Text.Json;
using CallForge.OpenAI;

namespace CallForge.Cost;

/// <summary>Counts the tokens that request lines are billed as. A long text is counted once and known again by its bytes. Thread-safe.</summary>
internal sealed class PromptCount
{
    /// <summary>Shorter texts are counted faster than they are found.</summary>
    private const int MinimumBytes = 1024;

    /// <summary>A run has one constant part; with more, each request has its own.</summary>
    private const int Capacity = 16;

    private readonly Lock _adding = new();
    private volatile LongText[] _known = [];

    /// <summary>A text that lines may have in common, as it stands in them.</summary>
    private sealed record LongText(byte[] Json, int Tokens, int Number);

    /// <summary>Text tokens and messages of a line while it is read.</summary>
    private ref struct Sum
    {
        public int Tokens;
        public int Messages;
        public int Texts;
        public int Cacheable;
        public int? Head;
        public int? MaxOutput;
    }

    /// <param name="line">A line of <c>batch_input.jsonl</c>, as JSON.</param>
    public RequestTokens Of(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var sum = new Sum();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBody = reader.ValueTextEquals("body"u8);
            reader.Read();
            if (isBody && reader.TokenType == JsonTokenType.StartObject) ReadBody(ref reader, line, ref sum);
            else reader.Skip();
        }

        return new RequestTokens(PromptTokens.Billed(sum.Tokens, sum.Messages), sum.Head, PromptTokens.Cacheable(sum.Cacheable), sum.MaxOutput);
    }

    private void ReadBody(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref Sum sum)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = reader.ValueTextEquals("instructions"u8) || reader.ValueTextEquals("input"u8);
            var isMessages = reader.ValueTextEquals("messages"u8);
            var isLimit = reader.ValueTextEquals("max_output_tokens"u8) || reader.ValueTextEquals("max_completion_tokens"u8) || reader.ValueTextEquals("max_tokens"u8);
            // What else is shown to the model; its form there is not known, so it is counted as it stands.
            var isShown = reader.ValueTextEquals("tools"u8) || reader.ValueTextEquals("functions"u8) || reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("response_format"u8);
            reader.Read();
            if (isLimit && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var limit)) sum.MaxOutput = limit;
            else if ((isText || isMessages) && reader.TokenType == JsonTokenType.StartArray) ReadMessages(ref reader, line, ref sum);
            else if (isText && reader.TokenType == JsonTokenType.String)
            {
                Add(ref reader, ref sum);
                sum.Messages++;
            }
            else if (isText || isMessages || isShown) AddWhole(ref reader, line, ref sum);
            else reader.Skip();
        }
    }

    private void ReadMessages(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref Sum sum)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            sum.Messages++;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                AddWhole(ref reader, line, ref sum);
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isContent = reader.ValueTextEquals("content"u8);
                var isLabel = reader.ValueTextEquals("role"u8) || reader.ValueTextEquals("type"u8);
                reader.Read();
                if (isContent && reader.TokenType == JsonTokenType.String) Add(ref reader, ref sum);
                else if (isContent && reader.TokenType == JsonTokenType.StartArray) ReadParts(ref reader, line, ref sum);
                else if (isLabel) reader.Skip();
                else AddWhole(ref reader, line, ref sum);
            }
        }
    }

    private void ReadParts(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref Sum sum)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                AddWhole(ref reader, line, ref sum);
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isText = reader.ValueTextEquals("text"u8);
                var isLabel = reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("prompt_cache_breakpoint"u8);
                reader.Read();
                if (isText && reader.TokenType == JsonTokenType.String) Add(ref reader, ref sum);
                else if (isLabel) reader.Skip();
                else AddWhole(ref reader, line, ref sum);
            }
        }
    }

    private void Add(ref Utf8JsonReader reader, ref Sum sum)
    {
        var json = reader.ValueSpan;
        var known = json.Length < MinimumBytes ? null : Find(json);
        var tokens = known?.Tokens ?? TokenCounter.Count(reader.GetString()!);
        if (known is null && json.Length >= MinimumBytes) known = Remember(json, tokens);
        // Only the head of a prompt is cached.
        if (sum.Texts++ == 0 && known is not null) (sum.Head, sum.Cacheable) = (known.Number, known.Tokens);
        sum.Tokens += tokens;
    }

    /// <summary>What has another shape is counted as the JSON it is: rather too much than too little.</summary>
    private static void AddWhole(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, ref Sum sum)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        sum.Tokens += TokenCounter.Count(Encoding.UTF8.GetString(line[start..(int)reader.BytesConsumed]));
        sum.Texts++;
    }

    private LongText? Find(ReadOnlySpan<byte> json)
    {
        foreach (var text in _known)
            if (json.SequenceEqual(text.Json)) return text;
        return null;
    }

    private LongText? Remember(ReadOnlySpan<byte> json, int tokens)
    {
        lock (_adding)
        {
            if (Find(json) is { } known) return known;
            if (_known.Length == Capacity) return null;
            var added = new LongText(json.ToArray(), tokens, _known.Length);
            _known = [.. _known, added];
            return added;
        }
    }
}

/// <param name="Input">All of the prompt, as it is billed.</param>
/// <param name="Head">Which of the known texts it begins with; null for one of its own.</param>
/// <param name="Cacheable">What of that a cache can hold.</param>
/// <param name="MaxOutput">Limit of the answer; null if the line has none.</param>
internal readonly record struct RequestTokens(int Input, int? Head, int Cacheable, int? MaxOutput);
