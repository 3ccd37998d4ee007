using System.Buffers;
using System.Text;
using System.Text.Json;
using CallForge.Conversations;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>
/// Joins what the batches answered with what was asked, by <c>custom_id</c>: results come in any order, and some in
/// neither file. Parts are added attempt by attempt: the latest usable answer counts. Parsing is free and can be done
/// again at any time.
/// </summary>
internal sealed class ResultCollector(RequestIndex requests, RawFiles raw)
{
    private readonly List<string> _files = [];

    /// <summary>For each file, whose it is: the id of a batch, or the name of what was taken in.</summary>
    private readonly List<string> _origins = [];
    private readonly Place[] _places = new Place[requests.Count];
    private readonly FailedRequest?[] _failures = new FailedRequest?[requests.Count];
    private readonly List<FailedRequest> _strays = [];
    private readonly Dictionary<string, TokenUsage> _billed = [];

    /// <summary>The last so far. A file that was taken in comes after all of them.</summary>
    private int _attempt;

    /// <summary>Where a usable result is. <paramref name="File"/> counts from 1; 0 says that there is none.</summary>
    private readonly record struct Place(int File, int Length, long Offset, int Attempt);

    public int Usable => _places.Count(place => place.File > 0);

    /// <summary>What the answers say they are billed for, by their origin.</summary>
    public IReadOnlyDictionary<string, TokenUsage> BilledBy => _billed;

    public int Failed => _failures.Count(failure => failure is not null);

    /// <summary>Reads both files of a batch that has ended; a request of its part that is in neither is missing.</summary>
    /// <param name="requested">Places of the part's requests.</param>
    public void Add(BatchPart part, IEnumerable<int> requested)
    {
        _attempt = Math.Max(_attempt, part.Attempt);
        foreach (var path in raw.Of(part.Batch!.Id)) Add(path, part.Batch.Id, part.Attempt);
        foreach (var place in requested)
        {
            if (_places[place].File > 0 || _failures[place]?.BatchId == part.Batch.Id) continue;
            _failures[place] = MissingOf(part);
        }
    }

    /// <summary>Why a request has no line: nothing ran, its answer is paid for and not here, or the service has none.</summary>
    private static FailedRequest MissingOf(BatchPart part)
    {
        var batch = part.Batch!;
        if (batch.Errors?.Data is [var error, ..]) return new FailedRequest(null, batch.Id, ResultFailure.BatchFailed, $"The batch failed: {error.Message} ({error.Code})");
        return part.Files?.FirstOrDefault(file => file.IsUnavailable) is { } lost
            ? new FailedRequest(null, batch.Id, ResultFailure.Unavailable, $"'{lost.Name}' cannot be had ({lost.Problem?.TrimEnd('.')}); callforge retrieve-batch asks for it again, at no cost.")
            : new FailedRequest(null, batch.Id, ResultFailure.Missing, $"The batch is {batch.Status}, and the request is in neither of its files.");
    }

    /// <summary>Reads a file that was taken in. What is not in it was not asked by it, so nothing is missing.</summary>
    public void Add(ImportedFile imported) => Add(imported.Path, imported.Name, ++_attempt);

    /// <summary>Writes the usable results, in request order, and the rest with its reasons.</summary>
    public void Write(string inputPath, DataFolder folder, string resultListPath, Action<long, long> progress)
    {
        using var results = new AtomicFile(folder.ResultsFilePath);
        using var list = new AtomicFile(resultListPath);
        var files = _files.ConvertAll(path => File.OpenHandle(path));
        var output = new ArrayBufferWriter<byte>();
        var errors = new List<FailedRequest>();
        var separator = "[\n  "u8.ToArray();
        var buffer = new byte[1 << 17];
        using var input = new BatchInput(inputPath);
        for (var place = 0; place < requests.Count && input.Read(); progress(++place, requests.Count))
        {
            if (_failures[place] is { } failure) errors.Add(failure with { CustomId = input.CustomId });
            if (_places[place] is not { File: > 0 } found) continue;
            if (found.Length > buffer.Length) buffer = new byte[found.Length * 2];
            RandomAccess.Read(files[found.File - 1], buffer.AsSpan(0, found.Length), found.Offset);
            WriteResult(ResultLine.Parse(buffer.AsSpan(0, found.Length)), _origins[found.File - 1], results, list, separator, output);
            separator = ",\n  "u8.ToArray();
        }

        list.Stream.Write(separator[0] == '[' ? "[]\n"u8 : "\n]\n"u8);
        files.ForEach(file => file.Dispose());
        FailedRequest.Save(folder.BatchErrorsFilePath, [.. errors, .. _strays]);
        list.Commit();
        results.Commit();
    }

    private void Add(string path, string origin, int attempt)
    {
        _files.Add(path);
        _origins.Add(origin);
        using var lines = new LineReader(path);
        while (lines.Read())
            if (lines.IsTooLong || !lines.Line.IsEmpty) Add(lines, origin, attempt);
    }

    private void Add(LineReader lines, string batchId, int attempt)
    {
        var result = lines.IsTooLong
            ? new ResultLine(null, null, null, new ResultFailure(ResultFailure.MalformedLine, $"Line {lines.LineNumber} is longer than {LineReader.MaxLineLength} bytes."), null)
            : ResultLine.Parse(lines.Line.Span);
        if (TokenUsage.Read(result.Usage) is { } usage)
            _billed[batchId] = _billed.TryGetValue(batchId, out var before) ? before + usage : usage;
        var place = result.CustomId is { } id ? requests.PlaceOf(id) : -1;
        if (place < 0)
            _strays.Add(new FailedRequest(result.CustomId, batchId,
                result.CustomId is null ? ResultFailure.MalformedLine : ResultFailure.UnknownId,
                $"Line {lines.LineNumber} of '{_files[^1]}' is of no request of this run."));
        else if (result.Failure is { } failure)
        {
            if (_places[place].File == 0) _failures[place] = new FailedRequest(null, batchId, failure.Reason, failure.Message, result.Usage);
        }
        else if (_places[place].File > 0 && _places[place].Attempt >= attempt)
            _strays.Add(new FailedRequest(result.CustomId, batchId, ResultFailure.Duplicate, $"Line {lines.LineNumber} of '{_files[^1]}' answers the request again; the first answer counts."));
        else
        {
            _places[place] = new Place(_files.Count, lines.Line.Length, lines.Offset, attempt);
            _failures[place] = null;
        }
    }

    private static void WriteResult(ResultLine result, string batchId, AtomicFile results, AtomicFile list, byte[] separator, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        output.Write("\""u8);
        PythonString.WriteEscaped(Encoding.UTF8.GetBytes(result.Transcript!), output);
        output.Write("\""u8);
        list.Stream.Write(separator);
        list.Stream.Write(output.WrittenSpan);

        var head = $$"""{"custom_id":{{Quote(result.CustomId)}},"batch_id":{{Quote(batchId)}},"model":{{Quote(result.Model)}},"status":"completed","usage":{{result.Usage?.GetRawText() ?? "null"}},"transcript":""";
        results.Stream.Write(Encoding.UTF8.GetBytes(head));
        results.Stream.Write(output.WrittenSpan);
        results.Stream.Write("}\n"u8);
    }

    private static string Quote(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text)}\"";
}
