using CallForge.OpenAI;

namespace CallForge.Retrieve;

/// <summary>
/// Brings a file of the service to the disk: into a part file, on from where a broken try ended, and renamed when it is
/// whole. The size that the service tells is a reason to look again, never a reason to have nothing.
/// </summary>
internal sealed class Download(BatchApi api, CommandContext context)
{
    private const int MaxTries = 6;

    /// <summary>A file that was just made may not be seen at once; one that is gone stays gone.</summary>
    private const int MaxTriesIfGone = 3;

    /// <param name="path">What is there is replaced.</param>
    /// <exception cref="CommandFailure">It cannot be had now.</exception>
    public async Task SaveAsync(string fileId, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var size = await SizeAsync(fileId, cancellationToken);
        var partPath = path + ".part";
        await using (var part = new FileStream(partPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
        {
            var (failures, most, complete) = (0, part.Length, -1L);
            while (true)
            {
                // A page of a proxy, or more than there is: not a piece of this file.
                if (part.Length > size || !JsonLinesCheck.MayBeLines(part)) part.SetLength(0);
                var problem = await TryAsync(fileId, part, failures + 1, cancellationToken);
                if (problem is null && !JsonLinesCheck.MayBeLines(part)) problem = $"File '{fileId}' came as something that is no lines of JSON.";
                else if (problem is null && (part.Length == (size ?? part.Length) || part.Length == complete))
                {
                    if (part.Length != (size ?? part.Length)) context.Terminal.Warn($"The service tells {size:N0} bytes of file '{fileId}', and twice gave the same {part.Length:N0}; taken as the whole of it.");
                    break;
                }
                else if (problem is null)
                    (complete, problem) = (part.Length, $"File '{fileId}' came with {part.Length:N0} of its {size:N0} bytes.");

                failures = part.Length > most ? 1 : failures + 1;
                most = Math.Max(most, part.Length);
                if (failures == MaxTries) throw new CommandFailure($"{problem} It was tried {MaxTries} times; run the command again, it goes on from what is in '{part.Name}'.");
                await PauseAsync(problem, failures, cancellationToken);
            }

            part.Flush(flushToDisk: true);
        }

        File.Move(partPath, path, overwrite: true);
    }

    /// <summary>Null if the service does not tell, or tells nothing that can be a size.</summary>
    private async Task<long?> SizeAsync(string fileId, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.GetFileAsync(fileId, cancellationToken)).Bytes is > 0 and var size ? size : null;
        }
        catch (ApiFailure failure) when (!failure.IsOfKey)
        {
            return null; // The content may be there all the same.
        }
    }

    /// <returns>Null if the service says that all of it came; else why not.</returns>
    private async Task<string?> TryAsync(string fileId, FileStream part, int tries, CancellationToken cancellationToken)
    {
        try
        {
            await api.DownloadAsync(fileId, part, cancellationToken);
            return null;
        }
        catch (ApiFailure failure) when (failure.IsTransient || (failure.Status == 404 && tries < MaxTriesIfGone))
        {
            return failure.Message;
        }
        catch (ApiFailure failure) when (failure.Status != 401)
        {
            throw new CommandFailure(failure.Message, inner: failure);
        }
    }

    private async Task PauseAsync(string problem, int failures, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1 << (failures - 1));
        context.Terminal.Warn($"{problem} Going on in {pause.TotalSeconds:0} s.");
        await Task.Delay(pause, context.Time, cancellationToken);
    }
}
