using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CallForge.Hub;

/// <summary>A commit as it is sent: a line of JSON for its head and one for each file; regular files are in it, of large ones only their ids.</summary>
internal sealed class CommitContent : HttpContent
{
    private readonly Commit _commit;

    public CommitContent(Commit commit)
    {
        _commit = commit;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await WriteLineAsync(stream, "header", WriteHeader, cancellationToken);
        foreach (var deleted in _commit.Deleted) await WriteLineAsync(stream, "deletedFile", line => line.WriteString("path", deleted), cancellationToken);
        foreach (var file in _commit.Files)
        {
            if (file.IsLfs) await WriteLineAsync(stream, "lfsFile", line => WriteLfs(line, file), cancellationToken);
            else await WriteRegularAsync(stream, file, cancellationToken);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private void WriteHeader(Utf8JsonWriter line)
    {
        line.WriteString("summary", _commit.Summary);
        line.WriteString("description", "");
        line.WriteString("parentCommit", _commit.Parent);
    }

    private static void WriteLfs(Utf8JsonWriter line, PlannedFile file)
    {
        line.WriteString("path", file.File.Path);
        line.WriteString("algo", "sha256");
        line.WriteString("oid", file.Oid);
        line.WriteNumber("size", file.File.Size);
    }

    private static async Task WriteRegularAsync(Stream stream, PlannedFile file, CancellationToken cancellationToken)
    {
        await using var line = Begin(stream, "file");
        line.WriteString("path", file.File.Path);
        line.WriteString("encoding", "base64");
        line.WritePropertyName("content");
        await using var content = file.File.Open();
        var buffer = new byte[1 << 16];
        var rest = file.File.Size;
        do
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            rest -= read;
            if (rest < 0 || (read == 0 && rest > 0)) throw file.File.HasChanged();
            line.WriteBase64StringSegment(buffer.AsSpan(0, read), isFinalSegment: rest == 0);
            await line.FlushAsync(cancellationToken);
        }
        while (rest > 0);
        await EndAsync(line, stream, cancellationToken);
    }

    private static async Task WriteLineAsync(Stream stream, string key, Action<Utf8JsonWriter> writeValue, CancellationToken cancellationToken)
    {
        await using var line = Begin(stream, key);
        writeValue(line);
        await EndAsync(line, stream, cancellationToken);
    }

    private static Utf8JsonWriter Begin(Stream stream, string key)
    {
        var line = new Utf8JsonWriter(stream);
        line.WriteStartObject();
        line.WriteString("key", key);
        line.WriteStartObject("value");
        return line;
    }

    private static async Task EndAsync(Utf8JsonWriter line, Stream stream, CancellationToken cancellationToken)
    {
        line.WriteEndObject();
        line.WriteEndObject();
        await line.FlushAsync(cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
