using CallForge.Files;

namespace CallForge.Publish;

/// <summary>A publication in a folder instead of a repository: a clone of one, or a place to look at it.</summary>
internal static class PublicationFolder
{
    public static string? ReadText(string dirPath, string path) =>
        Path.Combine(dirPath, path) is var full && File.Exists(full) ? File.ReadAllText(full) : null;

    public static async Task WriteAsync(Publication publication, string dirPath, CancellationToken cancellationToken)
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
