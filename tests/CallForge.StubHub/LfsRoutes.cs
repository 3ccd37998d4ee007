using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace CallForge.StubHub;

/// <summary>Where large files go: the batch call, storage, and the check afterwards.</summary>
internal sealed class LfsRoutes(HubState state)
{
    private const int MostObjects = 256;

    public void Map(WebApplication app)
    {
        app.MapPost("/datasets/{ns}/{name}.git/info/lfs/objects/batch", BatchAsync);
        app.MapPost("/datasets/{ns}/{name}.git/info/lfs/objects/verify", VerifyAsync);
        app.MapPut("/storage/put/{key}", PutAsync);
        app.MapPut("/storage/part/{key}/{number:int}", PartAsync);
        app.MapPost("/storage/complete/{key}", CompleteAsync);
    }

    private async Task BatchAsync(HttpContext context)
    {
        Visitor.Of(context.Request, state.Options).RequireToken();
        var repository = state.Repository(context);
        var body = await Answers.ReadJsonAsync(context.Request, Answers.Lfs);
        if (Answers.Text(body, "operation") != "upload") throw Refusal.Bad("'operation' must be upload");
        if (Answers.Text(body, "hash_algo") is not ("sha256" or "sha_256")) throw Refusal.Bad("'hash_algo' must be sha256");
        var transfers = Answers.List(body, "transfers", 3).Select(transfer => transfer.GetString()).ToList();
        if (!transfers.Contains("basic")) throw Refusal.Bad("'transfers' must have basic");
        var objects = Answers.List(body, "objects", MostObjects);
        if (objects.DistinctBy(item => Answers.Sha256(item, "oid")).Count() != objects.Count) throw Refusal.Bad("an object is there twice");
        var isExpired = context.Items.ContainsKey(FaultKind.Expired);
        var answers = objects.Select(item => (JsonNode)Answer(context.Request, repository, Answers.Sha256(item, "oid"), Answers.Number(item, "size"), transfers.Contains("multipart"), isExpired)).ToList();
        await Answers.WriteAsync(context, new JsonObject { ["transfer"] = transfers.Contains("multipart") ? "multipart" : "basic", ["objects"] = new JsonArray([.. answers]) }, Answers.Lfs);
    }

    private JsonObject Answer(HttpRequest request, StubRepository repository, string oid, long size, bool mayBeParts, bool isExpired)
    {
        var answer = new JsonObject { ["oid"] = oid, ["size"] = size };
        if (size == 0) answer["error"] = new JsonObject { ["code"] = 422, ["message"] = "an LFS object cannot be empty" };
        else if (repository.Objects.TryGetValue(oid, out var there) && there != size) answer["error"] = new JsonObject { ["code"] = 422, ["message"] = $"the object has {there} bytes" };
        if (answer["error"] is not null || repository.Objects.ContainsKey(oid)) return answer;

        var host = $"{request.Scheme}://{request.Host}";
        var upload = new LfsUpload(repository, oid, size, mayBeParts && size > state.Options.MultipartAbove ? state.Options.ChunkSize : null, isExpired);
        var key = state.Begin(upload);
        answer["authenticated"] = true;
        answer["actions"] = new JsonObject
        {
            ["upload"] = upload.IsInParts ? InParts(upload, host, key) : new JsonObject { ["href"] = $"{host}/storage/put/{key}" },
            // Named as the Hub names itself: a client that has another endpoint must turn it around.
            ["verify"] = new JsonObject { ["href"] = $"https://huggingface.co/datasets/{repository.Id}.git/info/lfs/objects/verify" },
        };
        return answer;
    }

    private JsonObject InParts(LfsUpload upload, string host, string key)
    {
        var header = new JsonObject { ["chunk_size"] = state.Options.ChunkSize.ToString(CultureInfo.InvariantCulture) };
        for (var part = 1; part <= upload.PartCount; part++) header[part.ToString("D5", CultureInfo.InvariantCulture)] = $"{host}/storage/part/{key}/{part}";
        return new JsonObject { ["href"] = $"{host}/storage/complete/{key}", ["header"] = header };
    }

    private async Task PutAsync(HttpContext context)
    {
        var upload = state.Upload(context);
        if (upload.IsInParts) throw Refusal.Bad("this object comes in parts");
        if (context.Request.ContentLength != upload.Size) throw Refusal.Bad($"Content-Length is {context.Request.ContentLength} and must be {upload.Size}");
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted)) != upload.Oid) throw Refusal.Bad("the content does not have the SHA-256 of the object");
        state.Finish((string)context.Request.RouteValues["key"]!, upload);
    }

    private async Task PartAsync(HttpContext context)
    {
        var upload = state.Upload(context);
        var part = int.Parse((string)context.Request.RouteValues["number"]!, CultureInfo.InvariantCulture);
        if (!upload.IsInParts || part < 1 || part > upload.PartCount) throw new Refusal(404, $"there is no part {part}");
        if (context.Request.ContentLength != upload.LengthOf(part)) throw Refusal.Bad($"Content-Length of part {part} is {context.Request.ContentLength} and must be {upload.LengthOf(part)}");
        var content = new byte[upload.LengthOf(part)];
        await context.Request.Body.ReadExactlyAsync(content, context.RequestAborted);
        context.Response.Headers.ETag = upload.Take(part, content);
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var upload = state.Upload(context);
        var body = await Answers.ReadJsonAsync(context.Request, Answers.Lfs);
        if (!upload.IsInParts || Answers.Sha256(body, "oid") != upload.Oid) throw Refusal.Bad("the upload is of another object");
        upload.Complete([.. Answers.List(body, "parts", 10_000).Select(part => (Answers.Number(part, "partNumber"), Answers.Text(part, "etag")))]);
        state.Finish((string)context.Request.RouteValues["key"]!, upload);
        await Answers.WriteAsync(context, new JsonObject { ["success"] = true }, Answers.Lfs);
    }

    private async Task VerifyAsync(HttpContext context)
    {
        Visitor.Of(context.Request, state.Options).RequireToken();
        var repository = state.Repository(context);
        var body = await Answers.ReadJsonAsync(context.Request);
        if (repository.Objects.GetValueOrDefault(Answers.Sha256(body, "oid"), -1) != Answers.Number(body, "size")) throw new Refusal(404, "there is no such object of that size");
        await Answers.WriteAsync(context, new JsonObject { ["success"] = true });
    }
}
