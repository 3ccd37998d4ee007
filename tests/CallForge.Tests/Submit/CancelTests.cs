using CallForge.Files;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Submit;

public sealed class CancelTests
{
    /// <summary>OpenAI's status for it is 409; another service's, seen in @copilotkit/aimock, is 400.</summary>
    [Theory]
    [InlineData(409)]
    [InlineData(400)]
    public async Task A_batch_that_has_ended_meanwhile_needs_no_cancelling(int status)
    {
        using var cli = new CommandLine();
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), RefuseWith, []);
        cli.With("OPENAI_BASE_URL", server.BaseUrl.ToString());
        Assert.Equal(0, await cli.RunAsync("generate-batch", "--count", "2", "--chitchat", "none"));
        Assert.Equal(0, await cli.RunAsync("submit-batch", "--wait", "--poll-interval", "1"));
        var ended = BatchStatusFile.Load(cli.Data.BatchStatusFilePath)!;
        ended.With(ended.Batches[0] with { Batch = ended.Batches[0].Batch! with { Status = "in_progress" } }).Save(cli.Data.BatchStatusFilePath);
        Assert.Equal(0, await cli.RunAsync("cancel"));
        Assert.Contains("completed", cli.Out, StringComparison.Ordinal);

        Task RefuseWith(HttpContext context, RequestDelegate next)
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == 409) context.Response.StatusCode = status;
                return Task.CompletedTask;
            });
            return next(context);
        }
    }
}
