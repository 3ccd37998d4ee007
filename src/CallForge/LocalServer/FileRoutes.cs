using CallForge.OpenAI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

/// <summary><c>/v1/files</c>: https://platform.openai.com/docs/api-reference/files</summary>
internal sealed class FileRoutes(FileStore files, TimeProvider time)
{
    private const long MaximumBatchBytes = 200_000_000;
    private const string BatchPurpose = "batch";

    // In the order of the recorded error.
    private static readonly string[] Purposes = ["fine-tune", "assistants", BatchPurpose, "user_data", "vision", "evals"];

    public void Map(WebApplication app)
    {
        app.MapPost("/v1/files", UploadAsync);
        app.MapGet("/v1/files", ListAsync);
        app.MapGet("/v1/files/{id}", context => context.ReplyAsync(Find(context), WireJson.Objects.FileObject));
        app.MapGet("/v1/files/{id}/content", ContentAsync);
        app.MapDelete("/v1/files/{id}", DeleteAsync);
    }

    private async Task UploadAsync(HttpContext context)
    {
        var id = ObjectIds.NewFile();
        var partPath = files.PartPathOf(id);
        try
        {
            var upload = await MultipartUpload.ReadAsync(context.Request, partPath, context.RequestAborted);
            var purpose = Check(upload);
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            var expiresAt = now + (upload.ExpiresAfter() ?? (purpose == BatchPurpose ? CreateBatchBody.Lifetime : null));
            var file = new FileObject(
                FileObject.ObjectName, id, purpose, upload.Filename!, upload.Bytes, now, expiresAt, "processed", StatusDetails: null);
            await context.ReplyAsync(files.Keep(file), WireJson.Objects.FileObject);
        }
        finally
        {
            File.Delete(partPath);
        }
    }

    private static string Check(MultipartUpload upload)
    {
        if (upload.Filename is null) throw new RefusedException(Refusal.Missing("file"));
        var purpose = upload["purpose"] ?? throw new RefusedException(Refusal.Missing("purpose"));
        if (!Purposes.Contains(purpose))
        {
            var list = string.Join(", ", Purposes.Select(name => $"'{name}'"));
            throw Bad($"'{purpose}' is not one of [{list}] - 'purpose'", "purpose");
        }

        if (upload.Bytes == 0) throw Bad("File is empty.");
        if (upload.Bytes > (purpose == BatchPurpose ? MaximumBatchBytes : MultipartUpload.MaximumBytes)) throw Bad("File is too large.");

        // A name without extension was accepted (recorded), another extension was not (litellm #37527).
        if (purpose == BatchPurpose && Path.GetExtension(upload.Filename) is not ("" or ".jsonl"))
            throw Bad("Invalid file format for Batch API. Must be .jsonl");
        return purpose;
    }

    private Task ListAsync(HttpContext context)
    {
        var purpose = context.Request.Query["purpose"].ToString();
        var wanted = files.NewestFirst.Where(file => purpose.Length == 0 || file.Purpose == purpose);
        var query = ListQuery.Read(context.Request, standard: 10_000, maximum: 10_000);
        var (page, firstId, lastId, hasMore) = query.Take(query.IsAscending ? wanted.Reverse() : wanted, file => file.Id);
        var reply = new FilePage("list", page, firstId, lastId, hasMore);
        return context.ReplyAsync(reply, WireJson.Objects.FilePage);
    }

    // With ranges, so that a download can be taken up again.
    private Task ContentAsync(HttpContext context) => TypedResults
        .PhysicalFile(Path.GetFullPath(files.PathOf(Find(context))), "application/octet-stream", enableRangeProcessing: true)
        .ExecuteAsync(context);

    private Task DeleteAsync(HttpContext context)
    {
        var file = Find(context);
        files.Delete(file.Id);
        return context.ReplyAsync(new DeletedFile(FileObject.ObjectName, true, file.Id), WireJson.Objects.DeletedFile);
    }

    private FileObject Find(HttpContext context)
    {
        var id = context.Id();
        return (ObjectIds.IsFile.IsMatch(id) ? files.Find(id) : null)
            ?? throw new RefusedException(Refusal.NotFound($"No such File object: {id}", "id"));
    }

    private static RefusedException Bad(string message, string? param = null) => new(Refusal.BadRequest(message, param));
}
