namespace CallForge.Hub;

/// <summary>Finds out which files of a push the repository has already.</summary>
internal sealed class PushPlanner(HubApi api, Terminal terminal)
{
    /// <summary>Asks how each file is to be sent, and reads it for its id. Files that the repository ignores are left out.</summary>
    public async Task<IReadOnlyList<PlannedFile>> PlanAsync(IReadOnlyList<RepositoryFile> files, string revision, bool asPullRequest, CancellationToken cancellationToken)
    {
        if (files.GroupBy(file => file.Path, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two files go to '{twice.Key}'.");
        var answers = await AskAsync(files, revision, asPullRequest, cancellationToken);
        var planned = new List<PlannedFile>();
        foreach (var file in files)
        {
            var answer = answers[file.Path];
            if (answer.ShouldIgnore)
            {
                terminal.Warn($"'{file.Path}' is not sent: the repository's .gitignore leaves it out.");
                continue;
            }

            var isLfs = answer.UploadMode == "lfs" && file.Size > 0; // LFS storage takes no empty object.
            var oid = isLfs ? await FileHash.Sha256Async(file, cancellationToken) : await FileHash.GitBlobAsync(file, cancellationToken);
            planned.Add(new PlannedFile(file, isLfs, oid, answer.Oid == oid));
        }

        return planned;
    }

    /// <summary>Those of the paths that a repository has.</summary>
    public async Task<IReadOnlyList<string>> ExistingAsync(IReadOnlyList<string> paths, string revision, CancellationToken cancellationToken)
    {
        var existing = new List<string>();
        foreach (var some in paths.Chunk(PreuploadRequest.MostFiles))
            existing.AddRange((await api.ExistingAsync(revision, some, cancellationToken)).Select(path => path.Path));
        return existing;
    }

    /// <summary>Whether a revision is as the commit was to make it, file by file.</summary>
    public async Task<bool> IsDoneAsync(Commit commit, string revision, CancellationToken cancellationToken)
    {
        var answers = await AskAsync([.. commit.Files.Select(file => file.File)], revision, asPullRequest: false, cancellationToken);
        return commit.Files.All(file => answers[file.File.Path].Oid == file.Oid) && (await ExistingAsync(commit.Deleted, revision, cancellationToken)).Count == 0;
    }

    private async Task<Dictionary<string, PreuploadAnswer>> AskAsync(IReadOnlyList<RepositoryFile> files, string revision, bool asPullRequest, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, PreuploadAnswer>(StringComparer.Ordinal);
        foreach (var some in files.Chunk(PreuploadRequest.MostFiles))
        {
            var questions = new List<PreuploadFile>();
            foreach (var file in some) questions.Add(new PreuploadFile(file.Path, await FileHash.SampleAsync(file, cancellationToken), file.Size));
            foreach (var answer in (await api.PreuploadAsync(revision, asPullRequest, questions, cancellationToken)).Files) answers[answer.Path] = answer;
        }

        return files.FirstOrDefault(file => !answers.ContainsKey(file.Path)) is { } forgotten
            ? throw new CommandFailure($"Cannot push '{forgotten.Path}': {api.Settings.Host} did not say how to send it; check HF_ENDPOINT, then run the command again.")
            : answers;
    }
}
