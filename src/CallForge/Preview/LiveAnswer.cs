using System.Globalization;
using System.Text;
using CallForge.Cost;
using CallForge.Domains;
using CallForge.OpenAI;
using CallForge.Validation;

namespace CallForge.Preview;

/// <summary>One synchronous answer to the previewed request: what it will cost, the answer, what it did cost, the verdict.</summary>
internal sealed class LiveAnswer(Provider provider, Estimate estimate, DomainPack pack, Terminal terminal)
{
    private readonly RenderedRequest _request = estimate.Request;

    private string Host => provider.Inference.BaseUrl.Host;

    public async Task<int> AskAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        terminal.Say(Announcement());
        var answer = await SendAsync(endpoint, cancellationToken);
        var output = terminal.Out;
        output.WriteLine();
        if (answer.Text is { } text)
        {
            output.WriteLine("=== answer ===");
            output.WriteLine(PlainText.Of(text));
            output.WriteLine("=== end of the answer ===");
            output.WriteLine();
        }

        output.WriteLine($"billed     {Bill(TokenUsage.Read(answer.Usage))}");
        if (answer.Failure is { } failure)
        {
            Verdict.Write(failure, output);
            return ExitCode.Failed;
        }

        var reading = new ConversationReader(pack).Read(Encoding.UTF8.GetBytes(answer.Text!), _request.Scenario);
        var findings = reading.Conversation is { } conversation ? new Checker(new Ladder(pack, CheckOptions.Usual)).Check(conversation, isTranscript: true) : [];
        Verdict.Write(reading, findings, _request.Scenario, output);
        return reading.Rejection is null && !findings.Any(finding => finding.Severity == Severity.Reject) ? ExitCode.Done : ExitCode.Failed;
    }

    private async Task<Answer> SendAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return await provider.Inference.AskAsync(endpoint, _request.Model, _request.Body, cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new CommandFailure("Interrupted while waiting for the answer; the request was sent, and is billed if it arrived.", ExitCode.Interrupted, exception);
        }
    }

    private string Announcement()
    {
        if (provider.IsLocal) return "--live asks the local server once; it bills nothing.";
        var rate = $"the standard rate, twice the Batch rate: {Money.Of(estimate.StandardCost(estimate.Uncached))} for the input, "
            + $"{Money.PerMillion(estimate.Model?.Output)} output tokens for the answer";
        return provider.IsOpenAI
            ? $"--live asks '{_request.Model}' at {Host} once, at {rate}."
            : $"--live asks '{_request.Model}' at {Host} once; what it bills is unknown here (OpenAI: {rate}).";
    }

    private string Bill(TokenUsage? usage)
    {
        if (usage is null) return "unknown: the answer tells no usage";
        var tokens = string.Create(CultureInfo.InvariantCulture,
            $"{usage.Input:N0} input tokens ({usage.Cached:N0} cached), {usage.Output:N0} output tokens ({usage.Reasoning:N0} reasoning): ");
        var cost = Money.Of(estimate.StandardCost(usage));
        return tokens + (provider.IsOpenAI ? $"{cost} at the standard rate"
            : provider.IsLocal ? $"nothing; at OpenAI's standard rate {cost}"
            : $"what {Host} asks; at OpenAI's standard rate {cost}");
    }
}
