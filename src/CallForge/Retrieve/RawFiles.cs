using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>The files of <c>raw/</c>: what the service said, verbatim, saved before anything is read.</summary>
internal sealed class RawFiles(DataFolder folder)
{
    public string OutputPath(string batchId) => Path.Combine(folder.RawDirPath, $"{Safe(batchId)}.output.jsonl");

    public string ErrorsPath(string batchId) => Path.Combine(folder.RawDirPath, $"{Safe(batchId)}.errors.jsonl");

    /// <summary>While it is not known yet whether it is the input of the folder.</summary>
    public string InputPath(string batchId) => Path.Combine(folder.RawDirPath, $"{Safe(batchId)}.input.jsonl");

    /// <summary>Downloads the files of an ended batch that are not here yet; a file is there whole or not at all.</summary>
    public async Task DownloadAsync(Batch batch, Download download, CancellationToken cancellationToken)
    {
        if (batch.HasOutputFile) await download.SaveAsync(batch.OutputFileId!, OutputPath(batch.Id), cancellationToken);
        if (batch.HasErrorFile) await download.SaveAsync(batch.ErrorFileId!, ErrorsPath(batch.Id), cancellationToken);
    }

    public bool Has(Batch batch) =>
        (!batch.HasOutputFile || File.Exists(OutputPath(batch.Id))) && (!batch.HasErrorFile || File.Exists(ErrorsPath(batch.Id)));

    /// <summary>Those that exist, of one batch.</summary>
    public IEnumerable<string> Of(string batchId) => new[] { OutputPath(batchId), ErrorsPath(batchId) }.Where(File.Exists);

    /// <summary>The id comes from the service and becomes a file name.</summary>
    private static string Safe(string batchId) =>
        batchId.Length is > 0 and <= 128 && batchId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? batchId
            : throw new CommandFailure($"The service named a batch '{batchId}', which cannot be a file name; check --base-url.");
}
