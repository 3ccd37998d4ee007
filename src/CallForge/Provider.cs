using CallForge.Files;
using CallForge.LocalServer;
using CallForge.LocalServer.Teachers;
using CallForge.OpenAI;

namespace CallForge;

/// <summary>Who runs the batches: a service under some URL, or the embedded server, which then lives as long as this object.</summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string OpenAIName = "openai";
    public const string LocalName = "local";

    private static readonly Uri OpenAIUrl = new("https://api.openai.com/v1");

    private readonly EmbeddedServer? _server;

    private Provider(string name, Uri url, string key, EmbeddedServer? server) =>
        (Name, Api, Inference, _server) = (name, new BatchApi(url, key), new InferenceApi(url, key), server);

    public string Name { get; }

    public bool IsLocal => _server is not null;

    /// <summary>Whether it is OpenAI itself, whose prices the model table has.</summary>
    public bool IsOpenAI => Api.BaseUrl.Host == OpenAIUrl.Host;

    public BatchApi Api { get; }

    public InferenceApi Inference { get; }

    /// <summary>What <c>batch_status.json</c> remembers; null for the local provider, whose port changes.</summary>
    public string? BaseUrl => _server is null ? Api.BaseUrl.ToString() : null;

    /// <summary>The embedded server is asked often: it answers at once and for nothing.</summary>
    public TimeSpan PollInterval(TimeSpan wanted) => _server is null || wanted < LocalPollInterval ? wanted : LocalPollInterval;

    private static TimeSpan LocalPollInterval => TimeSpan.FromMilliseconds(100);

    /// <param name="name"><c>openai</c>, <c>local</c>, or null for what was used before.</param>
    /// <param name="status">What was submitted before: a later command must speak to the same service.</param>
    public static async Task<Provider> ConnectAsync(
        string? name, string? baseUrl, BatchStatusFile? status, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        if (status is not null && name is not null && name != status.Provider)
            throw Conflict(folder, $"provider '{status.Provider}'", $"--provider {name}");
        if (status?.BaseUrl is { } used && baseUrl is not null && ToUrl(baseUrl).ToString() != used)
            throw Conflict(folder, $"'{used}'", $"--base-url {baseUrl}");
        if (name is null && status is not null) context.Terminal.Say($"provider {status.Provider}, as in '{folder.BatchStatusFilePath}'");
        if ((name ?? status?.Provider ?? OpenAIName) == LocalName)
            return baseUrl is null
                ? await StartLocalAsync(folder, context, cancellationToken)
                : throw CommandFailure.Usage("The local provider has no --base-url; leave it out, or give --provider openai.");

        var url = ToUrl(baseUrl ?? status?.BaseUrl ?? context.Setting("OPENAI_BASE_URL") ?? OpenAIUrl.ToString());
        var key = context.Setting("OPENAI_API_KEY");
        if (key is null && url.Host == OpenAIUrl.Host)
            throw CommandFailure.Usage("There is no API key: set OPENAI_API_KEY in the environment or in .env, or try --provider local, which needs none.");
        return new Provider(OpenAIName, url, key ?? "none", server: null);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    private static async Task<Provider> StartLocalAsync(DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        var options = new LocalServerOptions(folder.LocalStateDirPath, Port: 0, context.Time, SimulatedTeacher.Load().Answer);
        var server = await EmbeddedServer.StartAsync(options, cancellationToken);
        return new Provider(LocalName, server.BaseUrl, "local", server);
    }

    private static Uri ToUrl(string text) =>
        Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw CommandFailure.Usage($"The base URL '{text}' is no http(s) address; give one such as {OpenAIUrl}.");

    private static CommandFailure Conflict(DataFolder folder, string used, string option) => CommandFailure.Usage(
        $"The batches of '{folder.BatchStatusFilePath}' are at {used}, so {option} cannot be used with them; leave the option out, or give another --dir.");
}
