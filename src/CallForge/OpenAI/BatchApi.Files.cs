using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using System.Text.Json;

namespace CallForge.OpenAI;

/// <summary>The part that moves files. No call waits for ever: not for an answer, and not for the next byte.</summary>
internal sealed partial class BatchApi
{
    /// <param name="open">Opens the content; what it returns is read once for each try, and the action it is given tells that it moves.</param>
    public async Task<FileObject> UploadAsync(Func<Action<long>, Stream> open, string filename, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_patience);
        await using var content = open(_ => stall.CancelAfter(_patience));
        using var form = new UploadForm(content, filename);
        var result = await CallAsync("upload", () => _transfers.UploadFileAsync(form, form.ContentType, With(stall.Token)), cancellationToken);
        return Parse(result.GetRawResponse(), reported => FileObject.Read(reported, _odd));
    }

    public async Task<FileObject> GetFileAsync(string fileId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("read the file's size", () => _files.GetFileAsync(fileId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), reported => FileObject.Read(reported, _odd));
    }

    /// <summary>The uploaded batch inputs, newest first: up to 10,000, which is all the service tells at once.</summary>
    public async Task<IReadOnlyList<FileObject>> ListInputFilesAsync(CancellationToken cancellationToken)
    {
        var result = await CallAsync("list the files", () => _files.GetFilesAsync("batch", With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), reported => ReportedPage<FileObject>.Read(reported, int.MaxValue, file => FileObject.Read(file, _odd))).Data;
    }

    /// <returns>Whether the service says that it is deleted.</returns>
    public async Task<bool> DeleteFileAsync(string fileId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("delete the file", () => _files.DeleteFileAsync(fileId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), reported => reported.Deserialize(OpenAIJson.Default.DeletedFile)).Deleted;
    }

    /// <summary>Appends to <paramref name="destination"/> what it lacks of a file, or all anew if the service does not send the rest alone.</summary>
    /// <returns>Once the service has said that this is all.</returns>
    public async Task DownloadAsync(string fileId, Stream destination, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_patience);
        var options = With(stall.Token);
        options.BufferResponse = false;
        if (destination.Length > 0) options.SetHeader("Range", $"bytes={destination.Length}-");
        options.ErrorOptions = ClientErrorBehaviors.NoThrow; // To the SDK, 206 is an error.
        using var response = (await CallAsync("download the file", () => _transfers.DownloadFileAsync(fileId, options), cancellationToken)).GetRawResponse();
        if (response.Status == 416 && destination.Length > 0 && LengthIn(response) is var length && (length ?? destination.Length) == destination.Length) return;
        if (response.Status is >= 300 and not 416) throw ApiFailure.Of("download the file", BaseUrl, await ClientResultException.CreateAsync(response));
        if (response.Status is not 206 || StartIn(response) != destination.Length) destination.SetLength(0);
        if (response.Status is 206 or 416 && destination.Length == 0) throw new ApiFailure($"Cannot download the file: {BaseUrl.Host} sent another part of it than the one asked for.", 200, null, null, null);
        destination.Position = destination.Length;
        await using var content = response.ContentStream!;
        var buffer = new byte[1 << 18];
        for (var read = -1; read != 0;)
        {
            stall.CancelAfter(_patience);
            read = await CallAsync("download the file", () => content.ReadAsync(buffer, stall.Token).AsTask(), cancellationToken);
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken); // A full disk is no fault of the service.
        }
    }

    private static long? StartIn(PipelineResponse response) => RangeIn(response)?.From;

    private static long? LengthIn(PipelineResponse response) => RangeIn(response)?.Length;

    private static ContentRangeHeaderValue? RangeIn(PipelineResponse response) =>
        response.Headers.TryGetValue("content-range", out var text) && ContentRangeHeaderValue.TryParse(text, out var range) ? range : null;
}
