namespace CallForge.Hub;

/// <summary>A dataset on the Hub at one revision, as it stood when it was looked at. A push is made on that, or not at all.</summary>
internal sealed class HubRepository
{
    public const string MainBranch = "main";

    private readonly HubConnection _hub;
    private readonly HubApi _api;
    private readonly Account _account;
    private readonly string _revision;
    private readonly CommandContext _context;
    private RepositoryInfo? _info;

    private HubRepository(HubConnection hub, RepositoryId id, string revision, Account account, CommandContext context) =>
        (_hub, _api, Id, _revision, _account, _context) = (hub, new HubApi(hub, id), id, revision, account, context);

    public RepositoryId Id { get; }

    /// <summary>The last commit; null if there is no such repository yet.</summary>
    public string? Head => _info?.Sha;

    public bool IsPublic => _info is { Private: false };

    public static async Task<HubRepository> OpenAsync(RepositoryId id, string revision, HubSettings settings, HttpClient http, CommandContext context, CancellationToken cancellationToken)
    {
        var hub = new HubConnection(http, settings, context);
        var account = await HubApi.WhoAmIAsync(hub, cancellationToken);
        if (account.CanOnlyRead)
            throw new CommandFailure($"The token '{account.Auth!.AccessToken!.DisplayName}' of '{account.Name}' can only read; make one with write access at https://huggingface.co/settings/tokens.");
        var repository = new HubRepository(hub, id with { Namespace = id.Namespace ?? account.Name }, revision, account, context);
        repository._info = await repository.TryLookAsync(cancellationToken);
        return repository;
    }

    /// <summary>A file as it is at <see cref="Head"/>; null if there is none.</summary>
    public async Task<string?> ReadTextAsync(string path, CancellationToken cancellationToken) =>
        Head is null ? null : await _api.ReadTextAsync(Head, path, cancellationToken);

    /// <summary>All in one commit, or the repository stays as it was.</summary>
    public async Task<PushOutcome> PushAsync(Push push, CancellationToken cancellationToken)
    {
        _info ??= await CreateAsync(push.IsPrivate, cancellationToken);
        var planner = new PushPlanner(_api, _context.Terminal);
        var files = await planner.PlanAsync(push.Files, _revision, push.AsPullRequest, cancellationToken);
        var deleted = await planner.ExistingAsync(push.Obsolete, _revision, cancellationToken);
        var changed = files.Where(file => !file.IsThere).ToList();
        var commit = new Commit(push.Message, Head!, changed, deleted);
        var committer = new Committer(_api, planner, Id, _revision, _account, _context);
        if (changed.Count == 0 && deleted.Count == 0) return new PushOutcome.NothingToDo(committer.UrlOf(Head!));
        _context.Terminal.Say($"push: {changed.Count:N0} of {files.Count:N0} files to send{(deleted.Count > 0 ? $", {deleted.Count:N0} to delete" : "")}");
        if (push.AsPullRequest && await committer.FindPullRequestAsync(commit, cancellationToken) is { } proposed) return new PushOutcome.NothingToDo(proposed);
        var uploader = new LfsUploader(_api, _hub, _revision, _context);
        await uploader.UploadAsync([.. changed.Where(file => file.IsLfs)], cancellationToken);
        try
        {
            return await committer.CommitAsync(commit, push.AsPullRequest, cancellationToken);
        }
        catch (HubFailure failure) when (failure.Status is 400 or 404 or 422 && uploader.NotSent is { Count: > 0 } notSent)
        {
            throw DeniedAfterAll(notSent.Order(StringComparer.Ordinal).First(), failure);
        }
    }

    /// <summary>Storage and commit are at odds. The same push would be answered the same, so what is advised is another.</summary>
    private static CommandFailure DeniedAfterAll(string path, HubFailure failure) => new(
        $"{failure.Reason}; storage had said that it has '{path}', so it was not sent. If the Hub means that file, wait some minutes and push again; if it stays so, "
        + "make the file with other bytes (callforge preprocess --seed 43, or another --shard-size), or push to a new --repo. Nothing was committed.", inner: failure);

    private async Task<RepositoryInfo> CreateAsync(bool isPrivate, CancellationToken cancellationToken)
    {
        if (_revision != MainBranch)
            throw new CommandFailure($"There is no dataset '{Id}' yet, and a new one has no branch '{_revision}'; leave --revision out, or check --repo.");
        try
        {
            await _api.CreateAsync(isPrivate, cancellationToken);
            _context.Terminal.Say($"push: made the {(isPrivate ? "private" : "public")} dataset '{Id}'");
        }
        catch (HubFailure failure) when (failure.Status is 401 or 402 or 403 or 409)
        {
            // Somebody, perhaps we, made it since; a token without the right to make it may have the right to write to it.
            var info = await TryLookAsync(cancellationToken);
            if (info is null || (isPrivate && !info.Private)) throw;
            return info;
        }

        return await _api.LookAsync(_revision, cancellationToken);
    }

    private async Task<RepositoryInfo?> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _api.LookAsync(_revision, cancellationToken);
        }
        catch (HubFailure failure) when (failure.Status == 404 && failure.Code is null or "RepoNotFound")
        {
            return null;
        }
    }
}
