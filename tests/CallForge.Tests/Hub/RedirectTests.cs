using CallForge.Hub;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>A Hub whose answers contradict what is set, or each other: the advice leads on.</summary>
public sealed class RedirectTests
{
    [Fact]
    public async Task An_endpoint_that_sends_on_is_named_with_the_address_it_sends_to()
    {
        await using var there = await Stub.StartAsync((_, _, context, next) =>
        {
            Assert.False(context.Request.Headers.ContainsKey("Authorization"));
            return next(context);
        });
        await using var here = await Stub.StartAsync((_, _, context, _) =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (301, $"{there.Url.ToString().TrimEnd('/')}{context.Request.Path}");
            return Task.CompletedTask;
        });
        using var user = new HubUser(here);
        var failure = await Assert.ThrowsAsync<HubFailure>(() => user.OpenAsync());
        Assert.Contains(here.Url.GetLeftPart(UriPartial.Authority), failure.Message, StringComparison.Ordinal);
        Assert.Contains($"set HF_ENDPOINT to {there.Url.GetLeftPart(UriPartial.Authority)}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not accepted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_claims_a_file_which_the_commit_denies_is_answered_with_a_way_out()
    {
        await using var hub = await Stub.StartAsync(async (call, _, context, next) =>
        {
            if (call is not ("lfs-batch" or "commit"))
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = call == "commit" ? 400 : 200;
            context.Response.ContentType = "application/json";
            var oid = call == "commit" ? "" : System.Text.RegularExpressions.Regex.Match(await new StreamReader(context.Request.Body).ReadToEndAsync(), "[0-9a-f]{64}").Value;
            await context.Response.WriteAsync(call == "commit"
                ? """{"error": "Your push was rejected because an LFS pointer pointed to a file that does not exist"}"""
                : $$"""{"transfer": "basic", "objects": [{"oid": "{{oid}}", "size": 3000}]}""");
        });
        using var user = new HubUser(hub);
        var failure = await Assert.ThrowsAsync<CommandFailure>(() => user.PushAsync(HubUser.Dataset(3000)));
        foreach (var words in (string[])["does not exist", "'data/train-00000-of-00001.parquet'", "callforge preprocess --seed", "new --repo"])
            Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        hub.AssertIsUntouched();
    }

    [Theory]
    [InlineData("https://me:abc@huggingface.co")]
    [InlineData("https://huggingface.co?token=abc")]
    public void What_an_endpoint_has_beside_the_address_is_refused_and_not_printed(string endpoint)
    {
        var failure = Assert.Throws<CommandFailure>(() => HubSettings.Read(name => name == "HF_ENDPOINT" ? endpoint : null));
        Assert.Contains("HF_ENDPOINT", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", failure.Message, StringComparison.Ordinal);
    }
}
