using CallForge.Files;

namespace CallForge.Retrieve;

/// <summary>Takes in a batch that is known by its id alone: its input is downloaded, so that results can be put in its order.</summary>
internal static class BatchAdoption
{
    public static async Task<BatchStatusFile> AdoptAsync(
        string batchId, BatchStatusFile? status, Provider provider, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        if (status is not null && status.Batches.Any(part => part.Batch?.Id == batchId)) return status;
        if (status is { Batches.Count: > 0 })
            throw CommandFailure.Usage($"'{folder.BatchStatusFilePath}' is of other batches than '{batchId}'; give another --dir for this one.");

        var batch = await provider.Api.GetBatchAsync(batchId, cancellationToken);
        var path = folder.BatchInputFilePath;
        var downloaded = new RawFiles(folder).InputPath(batchId);
        if (batch.InputFileId.Length == 0) throw new CommandFailure($"The service names no input file of batch '{batchId}', so it is not known what was asked; check --base-url.");
        await new Download(provider.Api, context).SaveAsync(batch.InputFileId, downloaded, cancellationToken);
        if (!File.Exists(path)) File.Move(downloaded, path);
        else if (await RawFiles.HashOfAsync(downloaded, cancellationToken) != await RawFiles.HashOfAsync(path, cancellationToken))
            throw CommandFailure.Usage($"'{path}' is not the input of batch '{batchId}', which is '{downloaded}'; give another --dir for this one.");
        else File.Delete(downloaded);

        var length = new FileInfo(path).Length;
        var sha256 = await RawFiles.HashOfAsync(path, cancellationToken);
        var part = new BatchPart(1, [new ByteRange(0, length)], RequestIndex.Read(path).Count, sha256, batch.Model ?? "", batch.Endpoint, batch.InputFileId, batch);
        var adopted = new BatchStatusFile(null, null, null, null, provider.Name, provider.BaseUrl, path, RunFile.Load(folder.RunFilePath)?.RunId, [part]);
        adopted.Save(folder.BatchStatusFilePath);
        return adopted;
    }
}
