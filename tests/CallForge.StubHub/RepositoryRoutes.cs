using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace CallForge.StubHub;

/// <summary>Who am I, and what is there.</summary>
internal sealed class RepositoryRoutes(HubState state)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/api/whoami-v2", WhoAmIAsync);
        app.MapPost("/api/repos/create", CreateAsync);
        app.MapGet("/api/datasets/{ns}/{name}", context => LookAsync(context, "main"));
        app.MapGet("/api/datasets/{ns}/{name}/revision/{revision}", context => LookAsync(context, HubState.Revision(context)));
        app.MapPost("/api/datasets/{ns}/{name}/paths-info/{revision}", PathsInfoAsync);
        app.MapGet("/api/datasets/{ns}/{name}/tree/{revision}", TreeAsync);
        app.MapGet("/api/datasets/{ns}/{name}/discussions", DiscussionsAsync);
        app.MapGet("/datasets/{ns}/{name}/resolve/{revision}/{**path}", ResolveAsync);
    }

    private Task WhoAmIAsync(HttpContext context)
    {
        var name = Visitor.Of(context.Request, state.Options).Name;
        return Answers.WriteAsync(context, new JsonObject
        {
            ["type"] = "user",
            ["id"] = "0123456789abcdef01234567",
            ["name"] = name,
            ["fullname"] = "A stub",
            ["email"] = "stub@example.com",
            ["orgs"] = new JsonArray([.. state.Options.Organizations.Select(organization => (JsonNode)new JsonObject { ["type"] = "org", ["name"] = organization })]),
            ["auth"] = new JsonObject { ["type"] = "access_token", ["accessToken"] = new JsonObject { ["displayName"] = "stub", ["role"] = state.Options.Role, ["createdAt"] = "2026-01-01T00:00:00.000Z" } },
        });
    }

    private async Task CreateAsync(HttpContext context)
    {
        var visitor = Visitor.Of(context.Request, state.Options);
        var body = await Answers.ReadJsonAsync(context.Request);
        var (owner, name) = (Answers.TextOrNull(body, "organization") ?? visitor.Name, Answers.Text(body, "name"));
        visitor.RequireWrite(owner);
        if (Answers.Text(body, "type") != "dataset") throw Refusal.Bad("this stub has datasets only");
        if (Answers.TextOrNull(body, "visibility") is not (null or "public" or "private")) throw Refusal.Bad("'visibility' must be public or private");
        if (name.Length is 0 or > 96 || name.Contains('/', StringComparison.Ordinal)) throw Refusal.Bad($"'{name}' is no name of a repository");
        var id = $"{owner}/{name}";
        state.Create(id, Answers.TextOrNull(body, "visibility") == "private");
        await Answers.WriteAsync(context, new JsonObject { ["url"] = $"https://huggingface.co/datasets/{id}", ["name"] = id, ["id"] = "0123456789abcdef01234567" });
    }

    private Task LookAsync(HttpContext context, string revision)
    {
        var repository = state.Repository(context);
        return Answers.WriteAsync(context, new JsonObject { ["id"] = repository.Id, ["private"] = repository.IsPrivate, ["sha"] = repository.At(revision).Sha, ["tags"] = new JsonArray() });
    }

    private async Task PathsInfoAsync(HttpContext context)
    {
        var files = state.Repository(context).At(HubState.Revision(context)).Files;
        var body = await Answers.ReadJsonAsync(context.Request);
        var paths = Answers.List(body, "paths", most: 1000).Select(path => path.GetString()!);
        await Answers.WriteAsync(context, new JsonArray([.. paths.Where(files.ContainsKey).Select(path => (JsonNode)Describe(path, files[path]))]));
    }

    private Task TreeAsync(HttpContext context)
    {
        if (context.Request.Query["recursive"] != "true") throw new Refusal(501, "this stub lists whole trees only");
        var files = state.Repository(context).At(HubState.Revision(context)).Files;
        return Answers.WriteAsync(context, new JsonArray([.. files.Select(file => (JsonNode)Describe(file.Key, file.Value))]));
    }

    private static JsonObject Describe(string path, StubFile file) => new() { ["type"] = "file", ["path"] = path, ["oid"] = file.Oid, ["size"] = file.Size };

    private Task DiscussionsAsync(HttpContext context)
    {
        var listed = state.Repository(context).PullRequests.Reverse().Select(proposed => (JsonNode)new JsonObject
        {
            ["num"] = proposed.Number,
            ["title"] = proposed.Title,
            ["author"] = new JsonObject { ["name"] = proposed.Author },
            ["status"] = "open",
            ["isPullRequest"] = true,
            ["createdAt"] = "2026-01-01T00:00:00.000Z",
        });
        return Answers.WriteAsync(context, new JsonObject { ["discussions"] = new JsonArray([.. listed]), ["count"] = 0, ["start"] = 0 });
    }

    private async Task ResolveAsync(HttpContext context)
    {
        var path = (string)context.Request.RouteValues["path"]!;
        switch (state.Repository(context).At(HubState.Revision(context)).Files.GetValueOrDefault(path))
        {
            case StubFile.Regular regular:
                await context.Response.Body.WriteAsync(regular.Content);
                break;
            case null:
                throw new Refusal(404, "Entry not found", "EntryNotFound");
            default:
                throw new Refusal(501, "this stub does not keep large files");
        }
    }
}
