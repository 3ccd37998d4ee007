using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace CallForge.StubHub;

/// <summary>How files are to be sent.</summary>
internal sealed class PreuploadRoute(HubState state)
{
    private const int MostFiles = 256;
    private const int SampleSize = 512;

    public void Map(WebApplication app) => app.MapPost("/api/datasets/{ns}/{name}/preupload/{revision}", HandleAsync);

    public static bool IsLfs(string path, long size, StubHubOptions options) =>
        Path.GetExtension(path) is ".parquet" or ".arrow" or ".zip" or ".bin" || size > options.RegularLimit;

    public static bool IsPath(string path) =>
        path.Length > 0 && path.Split('/').All(part => part is not ("" or "." or ".." or ".git"));

    private async Task HandleAsync(HttpContext context)
    {
        Visitor.Of(context.Request, state.Options).RequireToken();
        var commit = state.Repository(context).At(HubState.Revision(context));
        var body = await Answers.ReadJsonAsync(context.Request);
        var answers = Answers.List(body, "files", MostFiles).Select(file => (JsonNode)Answer(file, commit));
        await Answers.WriteAsync(context, new JsonObject { ["files"] = new JsonArray([.. answers]), ["commitOid"] = commit.Sha });
    }

    private JsonObject Answer(JsonElement file, StubCommit commit)
    {
        var (path, size, sample) = (Answers.Text(file, "path"), Answers.Number(file, "size"), Answers.Base64(file, "sample"));
        if (!IsPath(path)) throw Refusal.Bad($"'{path}' is no path");
        if (sample.Length != Math.Min(size, SampleSize)) throw Refusal.Bad($"the sample of '{path}' must be its first {SampleSize} bytes");
        var answer = new JsonObject
        {
            ["path"] = path,
            ["uploadMode"] = IsLfs(path, size, state.Options) && size > 0 ? "lfs" : "regular",
            ["shouldIgnore"] = state.Options.Ignored.Contains(path),
        };
        if (commit.Files.GetValueOrDefault(path) is { } existing) answer["oid"] = existing.Oid;
        return answer;
    }
}
