using CallForge.LocalServer.Faults;
using CallForge.OpenAI;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

/// <summary><c>/v1/batches</c>: https://platform.openai.com/docs/api-reference/batch</summary>
internal sealed class BatchRoutes(BatchStore batches, BatchRunner runner, FaultyBatches faulty, TimeProvider time)
{
    public void Map(WebApplication app)
    {
        app.MapPost("/v1/batches", CreateAsync);
        app.MapGet("/v1/batches", ListAsync);
        app.MapGet("/v1/batches/{id}", context => ReplyAsync(context, Find(context)));
        app.MapPost("/v1/batches/{id}/cancel", CancelAsync);
    }

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    private async Task CreateAsync(HttpContext context)
    {
        using var body = await context.ReadJsonAsync();
        var request = CreateBatchBody.Read(body.RootElement);
        var now = Now;
        var stored = batches.Add(id => request.Store(id, now), now);
        runner.Start(stored);
        await ReplyAsync(context, stored.Batch);
    }

    private Task ListAsync(HttpContext context)
    {
        var query = ListQuery.Read(context.Request, standard: 20, maximum: 100);
        var (page, firstId, lastId, hasMore) = query.Take(batches.NewestFirst.Select(stored => stored.Batch).Where(faulty.IsListed), batch => batch.Id);
        var reply = new BatchPage("list", [.. page.Select(faulty.Show)], firstId, lastId, hasMore);
        return context.ReplyAsync(reply, WireJson.Of(page.Any(batch => faulty.Of(batch.Id).OmitsNulls)).BatchPage);
    }

    private Task CancelAsync(HttpContext context)
    {
        var batch = batches.Update(Find(context).Id, batch => batch.Status switch
        {
            BatchStatus.Completed or BatchStatus.Failed or BatchStatus.Expired =>
                throw new RefusedException(Refusal.Conflict($"Cannot cancel a batch with status '{batch.Status}'.")),
            BatchStatus.Cancelling or BatchStatus.Cancelled => batch,
            _ => batch with { Status = BatchStatus.Cancelling, CancellingAt = Now },
        });
        runner.Cancel(batch.Id);
        return ReplyAsync(context, batch);
    }

    private Task ReplyAsync(HttpContext context, Batch batch) =>
        context.ReplyAsync(faulty.Show(batch), WireJson.Of(faulty.Of(batch.Id).OmitsNulls).Batch);

    private Batch Find(HttpContext context)
    {
        var id = context.Id();
        return (ObjectIds.IsBatch.IsMatch(id) ? batches.Find(id)?.Batch : null)
            ?? throw new RefusedException(Refusal.NotFound($"No batch found with id '{id}'."));
    }
}
