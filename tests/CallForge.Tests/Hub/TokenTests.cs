using System.Collections.Concurrent;
using CallForge.Hub;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>Where the token is looked for, and that it goes nowhere but to the Hub.</summary>
public sealed class TokenTests
{
    [Theory]
    [InlineData("HF_TOKEN", "hf_a", "hf_a")]
    [InlineData("HF_TOKEN", " hf_a\r\n", "hf_a")]
    [InlineData("HUGGING_FACE_HUB_TOKEN", "hf_b", "hf_b")]
    public void The_environment_has_it(string name, string value, string expected) => Assert.Equal(expected, Found([(name, value), ("HF_HOME", "/nowhere")]));

    [Fact]
    public void Or_the_file_of_the_login_does()
    {
        using var folder = new TempFolder();
        foreach (var name in (string[])["token", "huggingface/token", "elsewhere"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, name))!);
            File.WriteAllText(Path.Combine(folder.Path, name), $"hf_{name}\n");
        }

        Assert.Equal("hf_token", Found([("HF_HOME", folder.Path)]));
        Assert.Equal("hf_huggingface/token", Found([("XDG_CACHE_HOME", folder.Path)]));
        Assert.Equal("hf_elsewhere", Found([("HF_TOKEN_PATH", Path.Combine(folder.Path, "elsewhere")), ("HF_HOME", folder.Path)]));
        Assert.Equal("hf_a", Found([("HF_TOKEN", "hf_a"), ("HUGGING_FACE_HUB_TOKEN", "hf_b"), ("HF_HOME", folder.Path)]));
        Assert.Equal("hf_token", Found([("HF_TOKEN", ""), ("HF_HOME", folder.Path)]));
    }

    [Fact]
    public void A_broken_one_is_told_without_showing_it()
    {
        var failure = Assert.Throws<CommandFailure>(() => Found([("HF_TOKEN", "hf_비밀")]));
        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.Contains("The token in HF_TOKEN is not one of the Hub", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("비밀", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_within_the_hub_is_followed_with_it()
    {
        await using var hub = await Stub.StartAsync((_, _, context, next) =>
        {
            if (!context.Request.Path.Value!.Contains("old-name", StringComparison.Ordinal)) return next(context);
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = context.Request.Path.Value.Replace("old-name", "calls", StringComparison.Ordinal) + context.Request.QueryString;
            return Task.CompletedTask;
        });
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000));
        await user.PushAsync(HubUser.Dataset(1001), repository: "me/old-name");
        Stub.AssertFiles(HubUser.Dataset(1001), hub.Repository().Head);
    }

    [Theory]
    [InlineData("look")]
    [InlineData("create")]
    [InlineData("preupload")]
    [InlineData("commit")]
    public async Task A_redirect_to_another_host_gets_neither_it_nor_the_files(string redirected)
    {
        var elsewhere = new ConcurrentBag<string>();
        await using var other = await Stub.StartAsync((call, _, context, _) =>
        {
            elsewhere.Add($"{call} {context.Request.Headers.Authorization} {context.Request.ContentLength}");
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        await using var hub = await Stub.StartAsync((call, _, context, next) =>
        {
            if (call != redirected) return next(context);
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{other.Url}{context.Request.Path.Value![1..]}";
            return Task.CompletedTask;
        });
        using var user = new HubUser(hub);
        var failure = await Record.ExceptionAsync(() => user.PushAsync(HubUser.Dataset(1000)));
        if (redirected == "look") Assert.All(elsewhere, call => Assert.Equal("look  ", call)); // It says nothing, so it may be asked.
        else Assert.Empty(elsewhere);
        Assert.NotNull(failure);
        hub.AssertIsUntouched();
    }

    [Fact]
    public async Task Addresses_of_storage_never_get_it()
    {
        var authorized = new ConcurrentBag<string>();
        await using var hub = await Stub.StartAsync((call, _, context, next) =>
        {
            if (context.Request.Headers.Authorization.Count > 0) authorized.Add(call);
            return next(context);
        });
        using var user = new HubUser(hub);
        await user.PushAsync(HubUser.Dataset(1000, 3_000_000));
        Assert.Equal(["commit", "create", "lfs-batch", "look", "preupload", "verify", "whoami"], authorized.Distinct().Order());
        Assert.All(["put", "part", "complete"], call => Assert.NotEqual(0, hub.CallsOf(call)));
    }

    private static string Found((string Name, string Value)[] settings)
    {
        using var request = new HttpRequestMessage();
        HubToken.Find(name => settings.FirstOrDefault(setting => setting.Name == name).Value).AddTo(request);
        return request.Headers.Authorization!.Parameter!;
    }
}
