using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Submit;

/// <summary>
/// Some services work on an uploaded file for a while, and refuse a batch of it until then: it is waited for. What cannot be
/// looked at is not waited for; the service will say whether it takes the file.
/// </summary>
internal sealed class PendingInputs(BatchApi api, CommandContext context)
{
    /// <summary>Afterwards the service's own answer to the creation decides.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly HashSet<string> _ready = [];

    /// <summary>What was uploaded just now tells its status itself.</summary>
    public void Saw(FileObject file)
    {
        if (!file.IsPending) _ready.Add(file.Id);
    }

    public async Task WaitAsync(BatchPart part, CancellationToken cancellationToken)
    {
        var (id, end) = (part.InputFileId!, context.Time.GetUtcNow() + Longest);
        for (var look = 1; _ready.Add(id) && await FindAsync(id, cancellationToken) is { IsPending: true } file && context.Time.GetUtcNow() < end; look++)
        {
            if (look == 1) context.Terminal.Say($"part {part.Part}: file {id} is '{file.Status}'; waiting until the service has processed it");
            _ready.Remove(id);
            await Task.Delay(DoublingPause.After(look), context.Time, cancellationToken);
        }
    }

    private async Task<FileObject?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetFileAsync(id, cancellationToken);
        }
        catch (ApiFailure failure) when (!failure.IsOfKey)
        {
            return null;
        }
    }
}
