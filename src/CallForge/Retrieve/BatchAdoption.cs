using System.Security.Cryptography;
using CallForge.Files;

namespace CallForge.Retrieve;

/// <summary>Takes in a batch that is known by its id alone: its input is downloaded, so that results can be put in its order.</summary>
internal static class BatchAdoption
{
    public static async Task<BatchStatusFile> AdoptAsync(
        string batchId, BatchStatusFile? status, Provider provider, DataFolder folder, CancellationToken cancellationToken)
    {
        if (status is not null && status.Batches.Any(part => part.Batch?.Id == batchId)) return status;
        if (status is { Batches.Count: > 0 })
            throw CommandFailure.Usage($"'{folder.BatchStatusFilePath}' is of other batches than '{batchId}'; give another --dir for this one.");

        var batch = await provider.Api.GetBatchAsync(batchId, cancellationToken);
        if (!File.Exists(folder.BatchInputFilePath))
        {
            using var file = new AtomicFile(folder.BatchInputFilePath);
            await provider.Api.DownloadAsync(batch.InputFileId, file.Stream, cancellationToken);
            file.Commit();
        }

        var path = folder.BatchInputFilePath;
        await using var stream = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        var part = new BatchPart(1, 0, stream.Length, RequestIndex.Read(path).Count, sha256, batch.Model ?? "", batch.Endpoint, batch.InputFileId, batch, []);
        var adopted = new BatchStatusFile(null, null, null, null, provider.Name, provider.BaseUrl, path, RunFile.Load(folder.RunFilePath)?.RunId, [part]);
        adopted.Save(folder.BatchStatusFilePath);
        return adopted;
    }
}
