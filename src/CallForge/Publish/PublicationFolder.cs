using CallForge.Files;

namespace CallForge.Publish;

/// <summary>A publication in a folder instead of a repository: a clone of one, or a place to look at it.</summary>
internal static class PublicationFolder
{
    /// <summary>What would be pushed, file by file; says where each is.</summary>
    public static async Task FillAsync(string dirPath, DataFolder folder, PublicationOptions options, Terminal terminal, CancellationToken cancellationToken)
    {
        if (Path.GetFullPath(folder.DirPath) == Path.GetFullPath(dirPath))
            throw CommandFailure.Usage($"Cannot write the publication to '{dirPath}': that is the data folder itself, whose report.json would be written over; give another folder.");
        options = options with { ExistingCard = ReadText(dirPath, Publication.CardPath), ExistingManifest = ReadText(dirPath, Manifest.FilePath) };
        var publication = await Publication.MakeAsync(folder, options, terminal, cancellationToken);
        await WriteAsync(publication, dirPath, cancellationToken);
        foreach (var file in publication.Files) terminal.Out.WriteLine(Path.Combine(dirPath, file.Path));
    }

    private static string? ReadText(string dirPath, string path) =>
        Path.Combine(dirPath, path) is var full && File.Exists(full) ? File.ReadAllText(full) : null;

    private static async Task WriteAsync(Publication publication, string dirPath, CancellationToken cancellationToken)
    {
        foreach (var file in publication.Files)
        {
            using var target = new AtomicFile(Path.Combine(dirPath, file.Path));
            await using (var source = file.Open()) await source.CopyToAsync(target.Stream, cancellationToken);
            target.Commit();
        }

        foreach (var path in publication.Obsolete) File.Delete(Path.Combine(dirPath, path));
    }
}
