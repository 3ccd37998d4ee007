using CallForge.OpenAI;

namespace CallForge.LocalServer.Faults;

/// <summary>The faults of the lines of one batch. A line has one at most: the first of the plan that hits it.</summary>
internal sealed class LineFaults(IReadOnlyList<Fault> faults, long seed)
{
    private const string RefusalText = "I'm sorry, but I can't help with that.";

    /// <param name="index">Of the request in the input, from 0.</param>
    public Fault? Find(string customId, int index) =>
        faults.FirstOrDefault(fault => fault.Hits(new Occurrence(index + 1, Try: 1, customId), seed));

    public static void Run(Fault fault, RequestSlot slot, InputLine request, string hash, int index)
    {
        switch (fault.Kind.Name)
        {
            case "failed-line-400": slot.Refuse(request, hash, RehearsedRefusals.TooLong); break;
            case "failed-line-429": slot.Refuse(request, hash, RehearsedRefusals.RateLimited); break;
            case "failed-line-500": slot.Refuse(request, hash, RehearsedRefusals.ServerError); break;
            case "request-timeout": slot.TimeOut(request, hash); break;
            case "status-0": slot.SayNothing(request, hash); break;
            case "incomplete": slot.Run(request, hash, index, Cut); break;
            case "refusal": slot.Run(request, hash, index, Refuse); break;
            case "split-output": slot.Run(request, hash, index, Split); break;
            case "malformed-line":
                slot.Run(request, hash, index);
                slot.Shorten();
                break;
            case "duplicate-id":
                slot.Run(request, hash, index);
                slot.Run(request, hash, index);
                break;
            case "unknown-id":
                slot.Run(request with { CustomId = $"unknown-{hash[..8]}" }, hash, index);
                slot.Run(request, hash, index);
                break;
            case "missing-line":
                slot.Run(request, hash, index);
                slot.Line.ResetWrittenCount();
                break;
            default: throw new InvalidOperationException($"The fault '{fault.Kind.Name}' has no effect.");
        }
    }

    private static Answer Cut(Answer answer)
    {
        var (text, tokens) = TokenCounter.Cut(answer.Text, TokenCounter.Count(answer.Text) / 2);
        return answer with { Text = text, IsCut = true, OutputTokens = answer.ReasoningTokens + tokens };
    }

    private static Answer Refuse(Answer answer) => answer with
    {
        Text = RefusalText,
        IsCut = false,
        IsRefusal = true,
        OutputTokens = answer.ReasoningTokens + TokenCounter.Count(RefusalText),
    };

    private static Answer Split(Answer answer)
    {
        var (fragment, tokens) = TokenCounter.Cut(answer.Text, TokenCounter.Count(answer.Text) / 3);
        return answer with { Fragment = fragment, OutputTokens = answer.OutputTokens + tokens };
    }
}
