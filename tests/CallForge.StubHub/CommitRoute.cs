using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace CallForge.StubHub;

/// <summary>Makes commits and pull requests.</summary>
internal sealed class CommitRoute(HubState state)
{
    public void Map(WebApplication app) => app.MapPost("/api/datasets/{ns}/{name}/commit/{revision}", HandleAsync);

    private async Task HandleAsync(HttpContext context)
    {
        var visitor = Visitor.Of(context.Request, state.Options);
        var repository = state.Repository(context);
        var isProposal = context.Request.Query["create_pr"] == "1";
        var branch = HubState.Revision(context);
        if (isProposal) visitor.RequireToken();
        else visitor.RequireWrite(repository.Id.Split('/')[0]);
        if (isProposal && branch != "main") throw Refusal.Bad("a pull request can only be made against main");
        if (!repository.Refs.ContainsKey(branch)) throw new Refusal(404, $"Invalid rev id: {branch}", "RevisionNotFound");
        Answers.RequireMediaType(context.Request, "application/x-ndjson");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        JsonObject answer;
        lock (state.Gate) answer = Commit(repository, branch, isProposal, visitor.Name, new CommitReader(repository, state.Options).Read(body.ToArray()));
        await Answers.WriteAsync(context, answer);
    }

    private static JsonObject Commit(StubRepository repository, string branch, bool isProposal, string author, CommitRequest request)
    {
        var head = repository.At(branch);
        if (!isProposal && request.Parent is { } parent && parent != head.Sha) throw new Refusal(412, "A commit has happened since. Please refresh and try again.");
        var before = repository.At(isProposal ? request.Parent ?? branch : branch).Files;
        if (request.Deleted.FirstOrDefault(path => !before.ContainsKey(path)) is { } missing) throw Refusal.Bad($"'{missing}' cannot be deleted: it is not there");
        var after = before.RemoveRange(request.Deleted).SetItems(request.Changed);
        if (Ids(after).SequenceEqual(Ids(before))) throw Refusal.Bad("a commit must change something");
        var (proposed, commit) = isProposal ? repository.Propose(request.Parent ?? head.Sha, request.Title, author, after) : ((StubPullRequest?)null, repository.Commit(branch, request.Title, author, after));
        var answer = new JsonObject
        {
            ["success"] = true,
            ["commitOid"] = commit.Sha,
            ["commitUrl"] = $"https://huggingface.co/datasets/{repository.Id}/commit/{commit.Sha}",
            ["hookOutput"] = "",
        };
        if (proposed is not null) answer["pullRequestUrl"] = $"https://huggingface.co/datasets/{repository.Id}/discussions/{proposed.Number}";
        return answer;
    }

    private static IEnumerable<(string, string)> Ids(ImmutableSortedDictionary<string, StubFile> files) => files.Select(file => (file.Key, file.Value.Oid));
}
