using System.Text;
using CallForge.Publish;
using Xunit;

namespace CallForge.Tests.Publish;

public sealed class SecretTests
{
    // Put together here, so that no scanner takes this file for a leak.
    private const string Letters = "AbCdEf0123456789GhIjKlMnOpQrStUvWxYz0123456789";
    private const string OpenAIKey = $"sk-proj-{Letters}";
    private static readonly string HubToken = $"hf_{Letters[..34]}";

    public static TheoryData<string, string> Secrets => new()
    {
        { OpenAIKey, "API key" },
        { $"sk-{Letters[..20]}T3BlbkFJ{Letters[..20]}", "API key" },
        { $"sk-or-v1-{string.Concat(Enumerable.Repeat("0123456789abcdef", 4))}", "API key" },
        { HubToken, "Hugging Face" },
        { "AKIAIOSFODNN7EXAMPLE", "AWS" },
        { $"ghp_{Letters[..36]}", "GitHub" },
        { $"github_pat_{Letters[..22]}_{Letters[..40]}", "GitHub" },
        { $"xoxb-123456789012-1234567890123-{Letters[..24]}", "Slack" },
        { $"AIza{Letters[..35]}", "Google" },
        { "-----BEGIN RSA PRIVATE KEY-----", "private key" },
        { "-----BEGIN PRIVATE KEY-----", "private key" },
        { $"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{Letters[..30]}", "JSON Web Token" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void A_secret_is_found_wherever_it_stands(string secret, string kind)
    {
        var search = new SecretSearch();
        foreach (var text in new[] { secret, $"열쇠: {secret}", $"{secret}입니다.", $"{{\"key\": \"{secret}\"}}", $"한 줄\\n{secret}\\n", $"\\u003e{secret}", $"sk- hf_ {new string('가', 40_000)}{secret}" })
            Assert.Contains(kind, search.Find(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("34e23de9-3b4c-419e-b5df-95ab0092e31f")]
    [InlineData("sk-34e23de9-3b4c-419e-b5df-95ab0092e31f")]
    [InlineData("task-1234567890ABCDEFabcdef1234567890")]
    [InlineData("disk-AbCdEf0123456789GhIjKlMnOpQrStUvWxYz")]
    [InlineData("010-0034-0126, 02-123-4567, ORDER-20240523-000123")]
    [InlineData("cf-270df89329e1-000094 sk-learn sk-SK hf_hub hf_transfer xoxo-love-from-all-of-us-here")]
    [InlineData("AKIA AKIAIOSFODNN7EXAMPLEX AKIAshort ASIAN-FUSION ghp_ eyJ eyJhbGciOiJIUzI1NiJ9")]
    [InlineData("-----BEGIN CERTIFICATE----- -----BEGIN PUBLIC KEY-----")]
    [InlineData("082abbe920220d724f7c4af065af67d6989cd8cca332ec1054c505b358ce5589")]
    public void What_only_looks_like_one_is_not(string text) => Assert.Null(new SecretSearch().Find(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("dataset.parquet", "row 2 ('")]
    [InlineData("dataset.jsonl", "line 2 ('")]
    public async Task A_dataset_with_a_secret_is_refused_whatever_is_said_and_the_secret_is_not_repeated(string output, string place)
    {
        using var folder = await PublishedFolder.OfWordsAsync("안녕", $"제 열쇠는 {OpenAIKey} 이고요", $"\"{HubToken}\"");
        Assert.Equal(0, await folder.Cli.RunAsync("preprocess", "--output", Path.Combine(folder.Cli.Data.DirPath, output)));
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Contains($"{output}', {place}", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Contains("this looks like an API key (sk-…)", folder.Cli.Error, StringComparison.Ordinal);
        Assert.Contains("this looks like a Hugging Face token (hf_…)", folder.Cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Letters[..10], folder.Cli.Error + folder.Cli.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.DirPath));
    }

    [Fact]
    public async Task A_secret_that_is_the_id_of_its_row_is_not_repeated_either()
    {
        using var folder = await PublishedFolder.OfWordsAsync("안녕");
        folder.AddFile("text", "train", "dataset.text.jsonl", 1, Encoding.UTF8.GetBytes($"{{\"id\":\"{HubToken}\",\"text\":\"\"}}\n"));
        Assert.Equal(1, await folder.PushLicensedAsync());
        Assert.Contains("dataset.text.jsonl', line 1: this looks like a Hugging Face token", folder.Cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(HubToken, folder.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Card_and_report_are_searched_too()
    {
        using var folder = await PublishedFolder.OfWordsAsync("안녕");
        folder.Write("README.md", $"# Mine\n\nMy token: {HubToken}\n");
        folder.EditReport(report => report["failures"]![$"http {OpenAIKey}"] = 0);
        Assert.Equal(1, await folder.PushLicensedAsync("--force"));
        Assert.Matches("'README.md' of the publication, line [0-9]+: this looks like a Hugging Face token", folder.Cli.Error);
        Assert.Matches("'report.json' of the publication, line [0-9]+: this looks like an API key", folder.Cli.Error);
    }

    [Fact]
    public async Task A_real_run_has_none()
    {
        using var folder = new PublishedFolder();
        await folder.Cli.RunLocalAsync("--count", "100");
        Assert.Equal(0, await folder.PushLicensedAsync());
        Assert.Contains("written by callforge's simulated teacher", folder.Card, StringComparison.Ordinal);
    }
}
