using System.Security.Cryptography;
using System.Text.Json;
using CallForge.Conversations;
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
        Encodings.RefuseForeign(path);
        var folder = DataFolder.Beside(path);
        var canJoin = File.Exists(folder.ResultsFilePath) && File.Exists(folder.BatchInputFilePath);
        var difference = canJoin ? FirstDifference(path, folder.ResultsFilePath) : null;
        if (difference is not null)
            terminal.Warn($"'{path}' and '{folder.ResultsFilePath}' differ from transcript {difference} on: ids are made from the texts, and the books cover transcripts only.");
        var isJoined = canJoin && difference is null;
        return new TranscriptSource(path, folder, isJoined, isJoined ? RunFile.Load(folder.RunFilePath)?.Count ?? 0 : 0);
    }

    /// <summary>The items in order, each to be decoded by whichever thread converts it.</summary>
    public IEnumerable<Func<TranscriptItem>> Read() => IsJoined ? ReadJoined() : ReadAlone();

    /// <summary>The id of a transcript that nothing else is known of.</summary>
    public static string IdOf(ReadOnlySpan<byte> transcript) => Convert.ToHexStringLower(SHA256.HashData(transcript))[..16];

    private IEnumerable<Func<TranscriptItem>> ReadAlone() => ResultListReader.Read(Path).Select((text, i) => new Func<TranscriptItem>(() =>
    {
        var transcript = Decode(text, reason => CommandFailure.Usage($"Transcript {i + 1} of '{Path}' cannot be read: {reason}; mend the file, or make it again with callforge retrieve-batch."));
        return new TranscriptItem(IdOf(transcript.Span), transcript, null, null);
    }));

    /// <summary>Requests and results are both in request order, so they are read side by side.</summary>
    private IEnumerable<Func<TranscriptItem>> ReadJoined()
    {
        var failures = new Dictionary<string, TranscriptFailure>();
        foreach (var failed in FailedRequest.Load(Folder.BatchErrorsFilePath))
            if (failed.CustomId is { } id) failures[id] = new TranscriptFailure(failed.Reason, failed.Message);

        using var requests = new BatchInput(Folder.BatchInputFilePath);
        using var results = Results(Folder.ResultsFilePath).GetEnumerator();
        var result = results.MoveNext() ? results.Current : default;
        while (requests.Read())
        {
            var (id, scenario) = (requests.CustomId, requests.Scenario());
            if (result.CustomId != id)
            {
                yield return () => new TranscriptItem(id, null, scenario(), failures.GetValueOrDefault(id));
                continue;
            }

            var text = result.Transcript;
            yield return () => new TranscriptItem(id, DecodeResult(text, id), scenario(), null);
            result = results.MoveNext() ? results.Current : default;
        }

        if (result.CustomId is not null)
            throw new CommandFailure($"'{Folder.ResultsFilePath}' has a result for '{result.CustomId}', which is not in the order of '{Folder.BatchInputFilePath}'; run callforge retrieve-batch again.");
    }

    private ReadOnlyMemory<byte> DecodeResult(JsonText text, string id) =>
        Decode(text, reason => new CommandFailure($"The transcript of '{id}' in '{Folder.ResultsFilePath}' cannot be read: {reason}; run callforge retrieve-batch again, it costs nothing."));

    private static ReadOnlyMemory<byte> Decode(JsonText text, Func<string, CommandFailure> failure)
    {
        try
        {
            return text.Decode();
        }
        catch (JsonException exception)
        {
            throw failure(exception.Message);
        }
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
            if (!results.MoveNext() || !AreAlike(results.Current.Transcript, transcript)) return count;
            count++;
        }

        return results.MoveNext() ? count : null;
    }

    private static bool AreAlike(JsonText one, JsonText other)
    {
        if (one.Escaped.Span.SequenceEqual(other.Escaped.Span)) return true;
        try
        {
            return one.Decode().Span.SequenceEqual(other.Decode().Span);
        }
        catch (JsonException) // Whoever needs the text says what is wrong with it.
        {
            return false;
        }
    }
}
