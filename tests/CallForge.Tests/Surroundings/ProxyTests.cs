using System.Net;
using CallForge.Tests.Killing;
using Xunit;

namespace CallForge.Tests.Surroundings;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8321/v1", null, false)]
    [InlineData("http://127.1.2.3/v1", null, false)]
    [InlineData("http://localhost:8321/v1", null, false)]
    [InlineData("http://model.localhost:8321/v1", null, false)]
    [InlineData("http://[::1]:8321/v1", null, false)]
    [InlineData("http://[::ffff:127.0.0.1]:8321/v1", null, false)]
    [InlineData("http://0.0.0.0:8321/v1", null, false)]
    [InlineData("https://api.openai.com/v1", null, true)]
    [InlineData("http://10.1.2.3/v1", null, true)]
    [InlineData("http://10.1.2.3/v1", "10.0.0.0/8", false)]
    [InlineData("http://11.1.2.3/v1", "10.0.0.0/8", true)]
    [InlineData("http://10.1.2.3/v1", "10.1.2.3", false)]
    [InlineData("http://gpu.lab.kr/v1", "lab.kr", false)]
    [InlineData("http://gpu.lab.kr/v1", ".lab.kr", false)]
    [InlineData("http://gpu.lab.kr/v1", "*.lab.kr", false)]
    [InlineData("http://lab.kr/v1", "other.kr, LAB.KR", false)]
    [InlineData("http://mylab.kr/v1", "lab.kr", true)]
    [InlineData("http://gpu.lab.kr:8000/v1", "gpu.lab.kr:8000", false)]
    [InlineData("http://gpu.lab.kr:8001/v1", "gpu.lab.kr:8000", true)]
    [InlineData("https://api.openai.com/v1", "*", false)]
    public void It_is_used_but_for_this_machine_and_for_what_NO_PROXY_names(string url, string? noProxy, bool isUsed)
    {
        var proxy = new ProxyBeyondLoopback(new WebProxy("http://proxy:3128"), name => name == "NO_PROXY" ? noProxy : null);
        Assert.Equal(!isUsed, proxy.IsBypassed(new Uri(url)));
        Assert.Equal(isUsed, proxy.GetProxy(new Uri(url)) is not null);
    }

    [Fact]
    public async Task The_first_command_of_the_README_runs_behind_one()
    {
        using var folder = new TempFolder();
        (string, string)[] proxies = [.. from name in (string[])["http_proxy", "https_proxy", "ALL_PROXY", "HTTP_PROXY"] select (name, "http://127.0.0.1:9")];
        using var tool = ToolProcess.Start(folder.Path, proxies, ["run", "--provider", "local", "--count", "3", "--chitchat", "none"]);
        var (code, said) = await tool.EndAsync();
        Assert.True(code == 0, said);
    }
}
