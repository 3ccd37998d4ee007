using System.ClientModel;
using System.ClientModel.Primitives;
using global::OpenAI.Files;

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
        var result = await CallAsync("upload", () => _transfers.UploadFileAsync(content, filename, FileUploadPurpose.Batch, stall.Token), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.FileObject, file => file.Id is { Length: > 0 });
    }

    public async Task<FileObject> GetFileAsync(string fileId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("read the file's size", () => _files.GetFileAsync(fileId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.FileObject, file => file.Id is { Length: > 0 });
    }

    /// <summary>The uploaded batch inputs, newest first: up to 10,000, which is all the service tells at once.</summary>
    public async Task<IReadOnlyList<FileObject>> ListInputFilesAsync(CancellationToken cancellationToken)
    {
        var result = await CallAsync("list the files", () => _files.GetFilesAsync("batch", With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.FilePage, page => page.Data is not null && page.Data.All(file => file is { Id.Length: > 0 })).Data;
    }

    /// <returns>Whether the service says that it is deleted.</returns>
    public async Task<bool> DeleteFileAsync(string fileId, CancellationToken cancellationToken)
    {
        var result = await CallAsync("delete the file", () => _files.DeleteFileAsync(fileId, With(cancellationToken)), cancellationToken);
        return Parse(result.GetRawResponse(), OpenAIJson.Default.DeletedFile, _ => true).Deleted;
    }

    /// <summary>Appends to <paramref name="destination"/> what it lacks of a file, or all anew if the service does not send the rest alone.</summary>
    public async Task DownloadAsync(string fileId, Stream destination, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(_patience);
        var options = With(stall.Token);
        options.BufferResponse = false;
        if (destination.Length > 0) options.SetHeader("Range", $"bytes={destination.Length}-");
        options.ErrorOptions = ClientErrorBehaviors.NoThrow; // To the SDK, 206 is an error.
        var result = await CallAsync("download the file", () => _transfers.DownloadFileAsync(fileId, options), cancellationToken);
        if (result.GetRawResponse() is { Status: >= 300 } response) throw ApiFailure.Of("download the file", BaseUrl, await ClientResultException.CreateAsync(response));
        if (result.GetRawResponse().Status != 206) destination.SetLength(0);
        destination.Position = destination.Length;
        await using var content = result.GetRawResponse().ContentStream!;
        var buffer = new byte[1 << 18];
        for (var read = -1; read != 0;)
        {
            stall.CancelAfter(_patience);
            read = await CallAsync("download the file", () => content.ReadAsync(buffer, stall.Token).AsTask(), cancellationToken);
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken); // A full disk is no fault of the service.
        }
    }
}
