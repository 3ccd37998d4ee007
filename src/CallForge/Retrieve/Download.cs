using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>
/// Brings a file of the service to the disk: into a part file, on from where a broken try ended, checked against the
/// size the service tells, and renamed when it is whole.
/// </summary>
internal sealed class Download(BatchApi api, CommandContext context)
{
    private const int MaxTries = 6;

    /// <summary>Does nothing if the file is there.</summary>
    public async Task SaveAsync(string fileId, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var bytes = (await api.GetFileAsync(fileId, cancellationToken)).Bytes;
        var partPath = path + ".part";
        await using (var part = new FileStream(partPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
        {
            // More than there is: not a piece of this file.
            if (part.Length > bytes) part.SetLength(0);
            for (var (tries, most) = (1, part.Length); !await TryAsync(fileId, part, bytes, tries, cancellationToken); most = Math.Max(most, part.Length))
                tries = part.Length > most ? 1 : tries + 1;
            part.Flush(flushToDisk: true);
        }

        File.Move(partPath, path);
    }

    /// <param name="tries">How many there were since the last that brought anything.</param>
    private async Task<bool> TryAsync(string fileId, FileStream part, long bytes, int tries, CancellationToken cancellationToken)
    {
        string problem;
        try
        {
            if (part.Length < bytes) await api.DownloadAsync(fileId, part, cancellationToken);
            if (part.Length == bytes) return true;
            problem = $"File '{fileId}' came with {part.Length:N0} of its {bytes:N0} bytes.";
            if (part.Length > bytes) part.SetLength(0);
        }
        catch (ApiFailure failure) when (failure.IsTransient)
        {
            problem = failure.Message;
        }

        if (tries == MaxTries)
            throw new CommandFailure($"{problem} It was tried {MaxTries} times; run the command again, it goes on from what is in '{part.Name}'.");
        var pause = TimeSpan.FromSeconds(1 << (tries - 1));
        context.Terminal.Warn($"{problem} Going on in {pause.TotalSeconds:0} s.");
        await Task.Delay(pause, context.Time, cancellationToken);
        return false;
    }
}
