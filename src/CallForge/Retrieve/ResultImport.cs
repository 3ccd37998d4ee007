using System.Security.Cryptography;
using CallForge.Files;

namespace CallForge.Retrieve;

/// <summary>
/// Takes in a result file of requests that ran elsewhere, such as the output of vLLM's <c>run-batch</c>: without a
/// provider, a key or a network.
/// </summary>
internal static class ResultImport
{
    /// <summary>Copies the file, as it is, to <c>raw/</c>. A file that is there already adds nothing.</summary>
    /// <returns>Its name there, and whether it is new.</returns>
    public static async Task<(string Name, bool IsNew)> TakeAsync(string path, BatchStatusFile? status, DataFolder folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw CommandFailure.Usage($"There is no file '{path}' to take results from; check --from.");
        Encodings.RefuseForeign(path);
        var inputPath = InputOf(status, folder);
        RefuseUnsubmitted(status, folder);
        RefuseOthers(path, inputPath);
        var hash = await RawFiles.HashOfAsync(path, cancellationToken);
        if (ImportedFile.Of(folder).FirstOrDefault(file => file.Hash == ImportedFile.HashIn(hash)) is { } known) return (known.Name, false);

        var target = ImportedFile.NextPath(folder, hash);
        using var copy = new AtomicFile(target);
        await using (var source = File.OpenRead(path)) await source.CopyToAsync(copy.Stream, cancellationToken);
        copy.Stream.Position = 0;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(copy.Stream, cancellationToken)) != hash)
            throw new CommandFailure($"'{path}' changed while it was read; wait until what writes it has ended, then run the command again.");
        copy.Commit();
        return (Path.GetFileNameWithoutExtension(target), true);
    }

    public static string InputOf(BatchStatusFile? status, DataFolder folder)
    {
        var path = status?.Input ?? folder.BatchInputFilePath;
        return File.Exists(path) ? path : throw CommandFailure.Usage($"There is no '{path}', so it is not known what was asked; give the --dir of the requests that the results are of.");
    }

    /// <summary>A part that is still to be submitted would be paid although its requests have results.</summary>
    private static void RefuseUnsubmitted(BatchStatusFile? status, DataFolder folder)
    {
        if (status?.Batches.FirstOrDefault(part => part.Batch is null) is not { } part) return;
        throw CommandFailure.Usage($"Part {part.Part} of '{folder.BatchStatusFilePath}' is still to be submitted, and its requests would be paid beside the results of --from; run callforge submit-batch to its end first, or take the results into another --dir.");
    }

    private static void RefuseOthers(string path, string inputPath)
    {
        var requests = RequestIndex.Read(inputPath);
        using var lines = new LineReader(path);
        while (lines.Read())
            if (ResultLine.Parse(lines.Line.Span).CustomId is { } id && requests.PlaceOf(id) >= 0) return;
        throw CommandFailure.Usage($"'{path}' has no result of any request of '{inputPath}'; check --from and --dir.");
    }
}
