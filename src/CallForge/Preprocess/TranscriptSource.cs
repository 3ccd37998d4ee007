using System.Security.Cryptography;
using System.Text.Json;
using CallForge.Files;

namespace CallForge.Preprocess;

/// <summary>
/// The transcripts of a <c>result_lst.json</c>. If <c>results.jsonl</c> and <c>batch_input.jsonl</c> beside it agree
/// with it, they tell whose each is, and the books cover every request; else a transcript stands for itself.
/// </summary>
/// <param name="Count">How many items there are, for the progress bar; 0 if unknown.</param>
internal sealed record TranscriptSource(string Path, DataFolder Folder, bool IsJoined, int Count)
{
    public static TranscriptSource Open(string path, Terminal terminal)
    {
        if (!File.Exists(path)) throw CommandFailure.Usage($"Cannot read '{path}': there is no such file; make it with callforge retrieve-batch, or give --input.");
        var folder = DataFolder.Beside(path);
        var canJoin = File.Exists(folder.ResultsFilePath) && File.Exists(folder.BatchInputFilePath);
        var difference = canJoin ? FirstDifference(path, folder.ResultsFilePath) : null;
        if (difference is not null)
            terminal.Warn($"'{path}' and '{folder.ResultsFilePath}' differ from transcript {difference} on: ids are made from the texts, and the books cover transcripts only.");
        var isJoined = canJoin && difference is null;
        return new TranscriptSource(path, folder, isJoined, isJoined ? RunFile.Load(folder.RunFilePath)?.Count ?? 0 : 0);
    }

    public IEnumerable<TranscriptItem> Read() => IsJoined ? ReadJoined() : ReadAlone();

    /// <summary>The id of a transcript that nothing else is known of.</summary>
    public static string IdOf(ReadOnlySpan<byte> transcript) => Convert.ToHexStringLower(SHA256.HashData(transcript))[..16];

    private IEnumerable<TranscriptItem> ReadAlone() =>
        ResultListReader.Read(Path).Select(transcript => new TranscriptItem(IdOf(transcript), transcript, null, null));

    /// <summary>Requests and results are both in request order, so they are read side by side.</summary>
    private IEnumerable<TranscriptItem> ReadJoined()
    {
        var failures = new Dictionary<string, TranscriptFailure>();
        foreach (var failed in FailedRequest.Load(Folder.BatchErrorsFilePath))
            if (failed.CustomId is { } id) failures[id] = new TranscriptFailure(failed.Reason, failed.Message);

        using var requests = new BatchInput(Folder.BatchInputFilePath);
        using var results = Results(Folder.ResultsFilePath).GetEnumerator();
        var result = results.MoveNext() ? results.Current : default;
        while (requests.Read())
        {
            var id = requests.CustomId;
            if (result.CustomId != id)
            {
                yield return new TranscriptItem(id, null, requests.Scenario(), failures.GetValueOrDefault(id));
                continue;
            }

            yield return new TranscriptItem(id, result.Transcript, requests.Scenario(), null);
            result = results.MoveNext() ? results.Current : default;
        }

        if (result.CustomId is not null)
            throw new CommandFailure($"'{Folder.ResultsFilePath}' has a result for '{result.CustomId}', which is not in the order of '{Folder.BatchInputFilePath}'; run callforge retrieve-batch again.");
    }

    private static IEnumerable<TranscriptLine> Results(string path)
    {
        using var lines = new LineReader(path);
        while (lines.Read())
        {
            TranscriptLine line;
            try
            {
                line = TranscriptLine.Parse(lines.Line.Span);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                throw new CommandFailure($"'{path}:{lines.LineNumber}' is not a line that callforge wrote; run callforge retrieve-batch again, it costs nothing.", inner: exception);
            }

            yield return line;
        }
    }

    /// <summary>From 1; null if both hold the same transcripts.</summary>
    private static int? FirstDifference(string path, string resultsPath)
    {
        using var results = Results(resultsPath).GetEnumerator();
        var count = 1;
        foreach (var transcript in ResultListReader.Read(path))
        {
            if (!results.MoveNext() || !results.Current.Transcript.AsSpan().SequenceEqual(transcript)) return count;
            count++;
        }

        return results.MoveNext() ? count : null;
    }
}
