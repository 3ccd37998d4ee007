using System.Security.Cryptography;
using System.Text.Json;
using CallForge.Files;

namespace CallForge.Submit;

/// <summary>
/// Checks a batch input and cuts it into parts that the provider takes. Parts that were submitted before keep their
/// place, as long as their bytes are the same.
/// </summary>
internal sealed class InputScan
{
    /// <summary>https://platform.openai.com/docs/guides/batch: 50,000 requests and 200 MB a file; a margin, since MB or MiB is not said.</summary>
    public const int MaxRequests = 50_000;
    public const long MaxBytes = 199_000_000;

    private readonly string _path;
    private readonly BatchPart[] _submitted;
    private readonly HashSet<UInt128> _ids = [];
    private readonly List<BatchPart> _parts = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private RequestLine _first;
    private long _start;
    private readonly int? _pilot;
    private int _requests;

    private InputScan(string path, IEnumerable<BatchPart> submitted, int? pilot) => (_path, _submitted, _pilot) = (path, [.. submitted], pilot);

    /// <summary>The first attempts of the whole input: the submitted ones as they are, then what is new, without a number.</summary>
    /// <param name="pilot">How many requests are wanted now; the rest is checked, and left out. Null for all.</param>
    public static IReadOnlyList<BatchPart> Parts(string path, IEnumerable<BatchPart> submitted, int? pilot, Action<long, long> progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw CommandFailure.Usage($"Cannot read '{path}': there is no such file; make it with callforge generate-batch, or give --input.");
        return new InputScan(path, submitted, pilot).Run(progress, cancellationToken);
    }

    private List<BatchPart> Run(Action<long, long> progress, CancellationToken cancellationToken)
    {
        var length = new FileInfo(_path).Length;
        Encodings.RefuseForeign(_path);
        using var lines = new LineReader(_path);
        _start = lines.NextOffset; // After a byte order mark, which is not sent.
        while (lines.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = lines.NextOffset - lines.Offset;
            if (lines.Line.IsEmpty && bytes == 1 && lines.NextOffset == length) break;
            if (IsFull(lines.Offset, bytes)) Close(lines.Offset);
            Check(lines);
            PartContent.AddLine(_hash, lines.Line.Span);
            if (++_requests % 1000 == 0) progress(lines.NextOffset, length);
        }

        if (_ids.Count == 0) throw CommandFailure.Usage($"'{_path}' is empty; make requests with callforge generate-batch.");
        Close(lines.NextOffset);
        progress(length, length);
        if (_parts.Count < _submitted.Length) throw Changed();
        var before = _submitted.Sum(part => part.Requests);
        return [.. _parts.Take(_submitted.Length), .. _parts.Skip(_submitted.Length).TakeWhile(part => (before += part.Requests) - part.Requests < (_pilot ?? int.MaxValue))];
    }

    private bool IsFull(long offset, long bytes) =>
        _parts.Count < _submitted.Length
            ? offset >= _submitted[_parts.Count].Ranges.Sum(range => range.Length) + _start
            : _requests == MaxRequests || (_requests > 0 && _ids.Count == _pilot) || (_requests > 0 && offset + bytes - _start > MaxBytes);

    private void Close(long end)
    {
        var sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (_parts.Count < _submitted.Length)
        {
            var part = _submitted[_parts.Count];
            if (part.Sha256 != sha256 || part.Requests != _requests) throw Changed();
            _parts.Add(part);
        }
        else
            _parts.Add(new BatchPart(0, [new ByteRange(_start, end - _start)], _requests, sha256, _first.Model ?? "", _first.Url ?? ""));

        (_start, _requests) = (end, 0);
    }

    private void Check(LineReader lines)
    {
        if (lines.IsTooLong) throw Bad(lines, $"is longer than {LineReader.MaxLineLength / (1024 * 1024)} MB");
        RequestLine request;
        try
        {
            request = RequestLine.Parse(lines.Line.Span);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Bad(lines, $"is no batch request ({exception.Message.TrimEnd('.')})");
        }

        if (!_ids.Add(RequestIndex.KeyOf(request.CustomId))) throw Bad(lines, $"repeats the custom_id '{request.CustomId}'");
        if (_ids.Count == 1) _first = request;
        if (request.Url is not ("/v1/responses" or "/v1/chat/completions")) throw Bad(lines, $"has the url '{request.Url}' and not /v1/responses or /v1/chat/completions");
        if (request.Url != _first.Url || request.Model != _first.Model) throw Bad(lines, "has another url or model than line 1, and a batch takes only one");
    }

    private CommandFailure Bad(LineReader lines, string what) => CommandFailure.Usage($"'{_path}:{lines.LineNumber}' {what}; nothing was submitted. Mend the line, or make the file again.");

    private CommandFailure Changed() => CommandFailure.Usage(
        $"'{_path}' has changed where it was already submitted; restore it, or submit the new one with another --dir, so that nothing is paid twice.");
}
