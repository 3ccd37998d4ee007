using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Surroundings;

/// <summary>How the tool presents itself to a service, and what it makes of its refusals.</summary>
public sealed class ServiceTests
{
    private static readonly string[] Submit = ["run", "--count", "2", "--chitchat", "none", "--yes", "--poll-interval", "1"];

    [Fact]
    public async Task Every_call_names_the_organisation_and_the_project()
    {
        var seen = new ConcurrentBag<string>();
        using var cli = new CommandLine { Time = new HurriedTime() }.With("OPENAI_API_KEY", "k").With("OPENAI_ORG_ID", "org-1").With("OPENAI_PROJECT_ID", "proj-2");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), (context, next) =>
        {
            seen.Add($"{context.Request.Headers["OpenAI-Organization"]} {context.Request.Headers["OpenAI-Project"]}");
            return next(context);
        }, []);
        Assert.Equal(0, await cli.RunAsync([.. Submit, "--base-url", server.BaseUrl.ToString()]));
        Assert.True(seen.Count >= 4);
        Assert.All(seen, headers => Assert.Equal("org-1 proj-2", headers));

        seen.Clear();
        Assert.Equal(0, await cli.RunAsync("preview", "--live", "--chitchat", "none", "--base-url", server.BaseUrl.ToString()));
        Assert.Equal("org-1 proj-2", Assert.Single(seen));
    }

    [Theory]
    [InlineData("""{"error": {"message": "You exceeded your current quota", "type": "insufficient_quota", "code": "insufficient_quota"}}""")]
    [InlineData("""{"error": {"message": "Not active", "type": "billing_not_active", "code": null}}""")]
    public async Task An_account_without_credit_is_not_waited_for(string body)
    {
        var calls = 0;
        using var cli = new CommandLine { Time = new HurriedTime() }.With("OPENAI_API_KEY", "k");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"), async (context, next) =>
        {
            calls++;
            (context.Response.StatusCode, context.Response.ContentType) = (429, "application/json");
            await context.Response.WriteAsync(body, TestContext.Current.CancellationToken);
        }, []);
        Assert.Equal(1, await cli.RunAsync([.. Submit, "--base-url", server.BaseUrl.ToString()]));
        Assert.Equal(1, calls);
        Assert.Contains("no credit left", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("again in", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_URL_without_its_version_is_told_so()
    {
        using var cli = new CommandLine { Time = new HurriedTime() }.With("OPENAI_API_KEY", "k");
        await using var server = await TestServer.StartAsync(cli.PathOf("server"));
        var url = server.BaseUrl.GetLeftPart(UriPartial.Authority);
        Assert.Equal(1, await cli.RunAsync([.. Submit, "--base-url", url]));
        Assert.Contains($"such as {url}/v1: give that as --base-url", cli.Error, StringComparison.Ordinal);
    }
}
