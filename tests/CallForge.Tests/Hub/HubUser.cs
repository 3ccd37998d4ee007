using CallForge.Hub;
using CallForge.StubHub;
using Xunit;

namespace CallForge.Tests.Hub;

/// <summary>Somebody with a token, who pushes to a stub Hub from this process.</summary>
internal sealed class HubUser(StubServer hub) : IDisposable
{
    private readonly StringWriter _said = new();
    private readonly HttpClient _http = HubConnection.NewClient();

    public HurriedTime Time { get; } = new();

    public string Said => _said.ToString();

    /// <summary>Files that stand for a dataset: two small ones, and shards that are large files to the Hub.</summary>
    public static IReadOnlyList<RepositoryFile> Dataset(params int[] shardSizes) =>
    [
        RepositoryFile.OfBytes("README.md", "# 배달 대화\n"u8.ToArray()),
        RepositoryFile.OfBytes("report.json", "{}"u8.ToArray()),
        .. shardSizes.Select((size, index) => Shard(index, shardSizes.Length, size)),
    ];

    public static RepositoryFile Shard(int index, int count, int size)
    {
        var bytes = new byte[size];
        new Random(size + index).NextBytes(bytes);
        return RepositoryFile.OfBytes($"data/train-{index:D5}-of-{count:D5}.parquet", bytes);
    }

    public async Task<HubRepository> OpenAsync(string repository = "me/calls", string revision = "main")
    {
        var context = new CommandContext(new Terminal(TextWriter.Null, _said, IsInteractive: false), Time, SettingFor);
        return await HubRepository.OpenAsync(RepositoryId.Parse(repository), revision, HubSettings.Read(SettingFor), _http, context, TestContext.Current.CancellationToken);
    }

    public async Task<PushOutcome> PushAsync(IReadOnlyList<RepositoryFile> files, string repository = "me/calls", string revision = "main", bool isPrivate = false, bool asPullRequest = false, params string[] obsolete) =>
        await (await OpenAsync(repository, revision)).PushAsync(new Push(files, obsolete, "Twenty conversations", isPrivate, asPullRequest), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _said.Dispose();
    }

    private string? SettingFor(string name) => name switch
    {
        "HF_ENDPOINT" => hub.Url.ToString(),
        "HF_TOKEN" => hub.State.Options.Token,
        _ => null,
    };
}
