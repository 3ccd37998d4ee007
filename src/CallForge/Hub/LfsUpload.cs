using System.Net.Http.Headers;
using System.Text.Json;

namespace CallForge.Hub;

/// <summary>One large file on its way: whole or in parts, then checked by the Hub.</summary>
/// <param name="slots">How many bodies are sent at once, of all files.</param>
internal sealed class LfsUpload(HubApi api, HubConnection hub, PlannedFile file, SemaphoreSlim slots)
{
    // Storage copies the parts together before it answers.
    private static readonly TimeSpan CompletionPatience = TimeSpan.FromMinutes(10);

    public async Task SendAsync(LfsAnswer answer, UploadProgress.Share progress, CancellationToken cancellationToken)
    {
        if (answer.Actions?.Upload is not { } upload)
        {
            progress.Add(file.File.Size);
            return;
        }

        switch (LfsTransfer.Of(upload, file.File.Size, hub.Settings))
        {
            case LfsTransfer.Basic basic:
                await PutAsync(basic.Url, 0, file.File.Size, progress, cancellationToken);
                break;
            case LfsTransfer.Multipart multipart:
                await SendPartsAsync(multipart, progress, cancellationToken);
                break;
            default:
                throw new CommandFailure($"Cannot send '{file.File.Path}': {hub.Settings.Host} asks for parts that do not make up its {file.File.Size:N0} bytes; run the command again. Nothing was committed.");
        }

        if (answer.Actions.Verify is { } verify)
            await api.VerifyAsync(hub.Settings.Resolve(verify.Href), new LfsObject(file.Oid, file.File.Size), cancellationToken);
    }

    private async Task SendPartsAsync(LfsTransfer.Multipart multipart, UploadProgress.Share progress, CancellationToken cancellationToken)
    {
        var etags = new string[multipart.Parts.Count];
        await Parallel.ForEachAsync(multipart.Parts.Index(), cancellationToken, async (part, token) =>
        {
            var offset = part.Index * multipart.ChunkSize;
            etags[part.Index] = await PutAsync(part.Item, offset, Math.Min(multipart.ChunkSize, file.File.Size - offset), progress, token)
                ?? throw new CommandFailure($"Cannot send '{file.File.Path}': {part.Item.Host} took part {part.Index + 1} without naming it (no ETag); run the command again. Nothing was committed.");
        });
        await CompleteAsync(multipart.Completion, etags, cancellationToken);
    }

    /// <returns>The ETag, as it came.</returns>
    private async Task<string?> PutAsync(Uri url, long offset, long length, UploadProgress.Share progress, CancellationToken cancellationToken)
    {
        await slots.WaitAsync(cancellationToken);
        try
        {
            var sent = 0L;
            var call = new HubCall($"send '{file.File.Path}'", HttpMethod.Put, url, WithToken: false)
            {
                Accept = "*/*",
                Content = alive =>
                {
                    progress.Add(-Interlocked.Exchange(ref sent, 0)); // Of the try before.
                    return new SliceContent(file.File, offset, length, bytes =>
                    {
                        alive();
                        Interlocked.Add(ref sent, bytes);
                        progress.Add(bytes);
                    });
                },
            };
            return await hub.SendAsync(call, (response, _) => Task.FromResult(ErrorText.Header(response, "ETag")), cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Sent once: if the answer is lost, asking for the file anew tells whether it is there.</summary>
    private async Task CompleteAsync(Uri url, string[] etags, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new LfsCompletion(file.Oid, [.. etags.Select((etag, index) => new LfsPart(index + 1, etag))]), HubJson.Default.LfsCompletion);
        var call = new HubCall($"put '{file.File.Path}' together", HttpMethod.Post, url, WithToken: false)
        {
            Accept = LfsBatchRequest.MediaType,
            Patience = CompletionPatience,
            Content = _ => new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(LfsBatchRequest.MediaType) } },
        };
        await hub.SendOnceAsync(call, (_, _) => Task.FromResult(true), cancellationToken);
    }
}
