using System.Globalization;
using CallForge.Cost;
using CallForge.Domains;
using CallForge.Files;
using CallForge.OpenAI;
using CallForge.Preprocess;
using CallForge.Validation;

namespace CallForge.Run;

/// <summary>What became of the requests that were submitted first.</summary>
/// <param name="Codes">Why how many were rejected.</param>
/// <param name="Usage">What they were billed for; null if it is not known.</param>
internal sealed record PilotResult(int Accepted, int Rejected, int Failed, IReadOnlyDictionary<string, int> Codes, TokenUsage? Usage)
{
    private int Requests => Accepted + Rejected + Failed;

    /// <summary>Reads the answers as <c>preprocess</c> will.</summary>
    public static PilotResult Read(BatchStatusFile status, DataFolder folder, DomainPack pack, CheckOptions check, Terminal terminal)
    {
        var (reader, checker, accepted, rejected) = (new ConversationReader(pack), new Checker(new Ladder(pack, check)), 0, 0);
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in TranscriptSource.Open(folder.ResultListFilePath, terminal).Read().Take(status.Requests).Select(decode => decode()))
        {
            if (item.Transcript is not { } transcript) continue;
            var reading = reader.Read(transcript, item.Scenario);
            var code = reading.Conversation is { } conversation
                ? checker.Check(conversation, isTranscript: true).FirstOrDefault(finding => finding.Severity == Severity.Reject)?.Code
                : reading.Rejection!.Code;
            if (code is null) accepted++;
            else (rejected, codes[code]) = (rejected + 1, codes.GetValueOrDefault(code) + 1);
        }

        var usage = status.Batches.Select(BilledUsage.Of).ToList();
        return new PilotResult(accepted, rejected, status.Requests - accepted - rejected, codes, usage.Contains(null) ? null : usage.Aggregate((one, other) => one! + other!));
    }

    public override string ToString()
    {
        var tokens = Usage is { } usage
            ? Invariant($"{usage.Input / Requests:N0} input tokens a request ({usage.Cached / Requests:N0} cached), {usage.Output / Requests:N0} output tokens ({usage.Reasoning / Requests:N0} reasoning)")
            : "the service does not tell its tokens";
        return Invariant($"pilot: {Requests:N0} requests: {Accepted:N0} accepted ({100.0 * Accepted / Requests:0.0} % to expect), {Rejected:N0} rejected{Reasons()}, {Failed:N0} failed; {tokens}");
    }

    private string Reasons() => Codes.Count == 0 ? "" : $" ({string.Join(", ", Codes.Select(code => $"{code.Key} {code.Value}"))})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
