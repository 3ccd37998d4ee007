namespace CallForge.Hub;

/// <summary>
/// Makes one commit, and never two: it names the commit it is made on, so that the Hub refuses it if another came in
/// between; and whenever it is not clear what became of it, the repository is looked at before it is sent again.
/// </summary>
internal sealed class Committer(HubApi api, PushPlanner planner, RepositoryId id, string revision, Account account, CommandContext context)
{
    private const int MostTries = 5;

    // The Hub gives up a commit after 60 seconds; until then a pull request may still appear, which no parent forbids.
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(60);

    public Uri UrlOf(string sha) => api.Settings.At($"/datasets/{id}/commit/{sha}");

    public async Task<PushOutcome> CommitAsync(Commit commit, bool asPullRequest, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            HubFailure failure;
            try
            {
                var reply = await api.CommitAsync(revision, asPullRequest, () => new CommitContent(commit), cancellationToken);
                var url = Uri.TryCreate(asPullRequest ? reply.PullRequestUrl : reply.CommitUrl, UriKind.Absolute, out var told) ? told : UrlOf(reply.CommitOid);
                return asPullRequest ? new PushOutcome.PullRequest(url) : new PushOutcome.Committed(url, reply.CommitOid);
            }
            catch (HubFailure caught) when (caught.IsUnclear || caught.Status is 409 or 412 or 429)
            {
                failure = caught;
            }

            var outcome = asPullRequest ? await SettlePullRequestAsync(commit, failure, tries, cancellationToken) : await SettleAsync(commit, failure, tries, cancellationToken);
            if (outcome is not null) return outcome;
            if (tries == MostTries) throw failure;
        }
    }

    /// <summary>The open pull request of ours that proposes just this.</summary>
    public async Task<Uri?> FindPullRequestAsync(Commit commit, CancellationToken cancellationToken)
    {
        foreach (var proposed in (await api.PullRequestsAsync(account.Name, cancellationToken)).Discussions.Where(discussion => discussion.IsOpenPullRequestOf(account.Name)))
            if (await planner.IsDoneAsync(commit, $"refs/pr/{proposed.Num}", cancellationToken))
                return api.Settings.At($"/datasets/{id}/discussions/{proposed.Num}");
        return null;
    }

    /// <returns>Null if the repository is as it was, so that the commit can be sent again.</returns>
    private async Task<PushOutcome?> SettleAsync(Commit commit, HubFailure failure, int tries, CancellationToken cancellationToken)
    {
        await WaitAsync(failure, tries, cancellationToken);
        var head = (await api.LookAsync(revision, cancellationToken)).Sha;
        if (head == commit.Parent) return null;
        return await planner.IsDoneAsync(commit, revision, cancellationToken)
            ? new PushOutcome.Committed(UrlOf(head), head)
            : throw new CommandFailure($"Cannot commit to '{id}': it was changed meanwhile, from commit '{commit.Parent[..8]}' to '{head[..8]}'; nothing of this push was committed. Run the command again to push on top of that.", inner: failure);
    }

    private async Task<PushOutcome?> SettlePullRequestAsync(Commit commit, HubFailure failure, int tries, CancellationToken cancellationToken)
    {
        var deadline = context.Time.GetUtcNow() + (failure.IsUnclear ? LongestCommit : TimeSpan.Zero);
        for (var looks = tries; ; looks++)
        {
            await WaitAsync(failure, looks, cancellationToken);
            if (await FindPullRequestAsync(commit, cancellationToken) is { } url) return new PushOutcome.PullRequest(url);
            if (context.Time.GetUtcNow() >= deadline) return null;
        }
    }

    private async Task WaitAsync(HubFailure failure, int tries, CancellationToken cancellationToken)
    {
        var pause = failure.RetryAfter ?? TimeSpan.FromSeconds(1 << Math.Min(tries - 1, 4));
        context.Terminal.Warn($"{failure.Reason}. Looking at the repository in {pause.TotalSeconds:0.#} s.");
        await Task.Delay(pause, context.Time, cancellationToken);
    }
}
