using System.Text.Json;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>One line of a transcript; a call that was made with others stands alone here, beside its own response.</summary>
internal sealed record TranscriptLine(string Kind, string Text, string Name, JsonElement Arguments, JsonElement Response)
{
    public bool IsCall => Kind == "call";

    public bool IsError => IsCall && Response.ValueKind == JsonValueKind.Object && Response.TryGetProperty("error", out _);
}

/// <summary>A transcript taken apart without any code of the product.</summary>
internal sealed record TranscriptLines(string UserId, string Date, IReadOnlyList<TranscriptLine> Lines)
{
    private const string Customer = "(고객) ";
    private const string Agent = "(AI 상담사) ";
    private const string Call = "(function_call) ";
    private const string Response = "(function_response) ";

    public IEnumerable<TranscriptLine> Calls => Lines.Where(line => line.IsCall);

    public IEnumerable<string> CustomerTexts => Lines.Where(line => line.Kind == "customer").Select(line => line.Text);

    public static TranscriptLines Parse(string transcript)
    {
        var texts = transcript.Split('\n');
        Assert.Matches(@"^\[고객 ID\] [0-9a-f-]{36}$", texts[0]);
        Assert.Matches(@"^\[대화날짜\] \d{4}-\d{2}-\d{2}$", texts[1]);
        Assert.Empty(texts[2]);
        var lines = new List<TranscriptLine>();
        for (var i = 3; i < texts.Length; i++)
        {
            if (texts[i].StartsWith(Customer, StringComparison.Ordinal)) lines.Add(Spoken("customer", texts[i][Customer.Length..]));
            else if (texts[i].StartsWith(Agent, StringComparison.Ordinal)) lines.Add(Spoken("agent", texts[i][Agent.Length..]));
            else
            {
                Assert.StartsWith(Call, texts[i]);
                var responses = texts.Skip(i + 1).TakeWhile(text => text.StartsWith(Response, StringComparison.Ordinal)).ToList();
                lines.AddRange(Exchanges(texts[i][Call.Length..], [.. responses.Select(text => text[Response.Length..])]));
                i += responses.Count;
            }
        }

        return new TranscriptLines(texts[0][^36..], texts[1][^10..], lines);
    }

    private static TranscriptLine Spoken(string kind, string text)
    {
        Assert.Equal(text.Trim(), text);
        Assert.NotEmpty(text);
        Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[{}<>\[\]]|\w \.", text);
        return new TranscriptLine(kind, text, "", default, default);
    }

    // Calls made together stand in one list, and each has a response line of its own.
    private static IEnumerable<TranscriptLine> Exchanges(string call, List<string> responses)
    {
        var parsed = JsonDocument.Parse(call).RootElement;
        List<JsonElement> calls = parsed.ValueKind == JsonValueKind.Array ? [.. parsed.EnumerateArray()] : [parsed];
        Assert.Equal(calls.Count, responses.Count);
        return calls.Zip(responses.Select(response => JsonDocument.Parse(response).RootElement), Exchange);
    }

    private static TranscriptLine Exchange(JsonElement call, JsonElement response) =>
        new("call", "", call.GetProperty("name").GetString()!, call.GetProperty("arguments"), response);
}
