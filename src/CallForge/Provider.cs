using CallForge.Files;
using CallForge.LocalServer;
using CallForge.LocalServer.Teachers;
using CallForge.OpenAI;

namespace CallForge;

/// <summary>
/// Who runs the batches of a data folder: a service under some URL, or the embedded server, which then lives as long as
/// this object. The folder is held as long, so that no second command submits its requests too.
/// </summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string OpenAIName = "openai";
    public const string LocalName = "local";

    private const string KeyName = "OPENAI_API_KEY";
    private const string UrlName = "OPENAI_BASE_URL";

    private const int LooksForLostBatch = 4;

    private static readonly Uri OpenAIUrl = new("https://api.openai.com/v1");

    private readonly EmbeddedServer? _server;
    private readonly SimulatedTeacher? _teacher;
    private readonly FolderLock _held;

    private Provider(string name, Uri url, ServiceAccount account, CommandContext context, FolderLock held, EmbeddedServer? server = null, SimulatedTeacher? teacher = null) =>
        (Name, Api, Inference, _held, _server, _teacher) = (name, new BatchApi(url, account, context.Time, odd: new Oddities(context.Terminal.Warn)), new InferenceApi(url, account), held, server, teacher);

    public string Name { get; }

    public bool IsLocal => _server is not null;

    /// <summary>Whether it is OpenAI itself, whose prices the model table has.</summary>
    public bool IsOpenAI => Api.BaseUrl.Host == OpenAIUrl.Host;

    public BatchApi Api { get; }

    public InferenceApi Inference { get; }

    /// <summary>What <c>batch_status.json</c> remembers; null for the local provider, whose port changes.</summary>
    public string? BaseUrl => _server is null ? Api.BaseUrl.ToString() : null;

    /// <summary>Whether whoever answers can make a conversation of this domain.</summary>
    public bool CanAct(string domain) => _teacher is null || _teacher.CanAct(domain);

    /// <summary>The embedded server is asked often: it answers at once and for nothing.</summary>
    public TimeSpan PollInterval(TimeSpan wanted) => _server is null || wanted < LocalPollInterval ? wanted : LocalPollInterval;

    private static TimeSpan LocalPollInterval => TimeSpan.FromMilliseconds(100);

    /// <param name="name"><c>openai</c>, <c>local</c>, or null for what was used before.</param>
    /// <param name="domain">Name or folder of the pack that the teacher of the local provider acts.</param>
    /// <param name="status">What was submitted before: a later command must speak to the same service.</param>
    /// <param name="command">Its name: who holds the folder.</param>
    public static async Task<Provider> ConnectAsync(
        string? name, string? baseUrl, string? domain, BatchStatusFile? status, DataFolder folder, string command, CommandContext context, CancellationToken cancellationToken)
    {
        var binds = status is { MayHaveRun: true }; // What came to nothing may be tried elsewhere.
        if (binds && name is not null && name != status!.Provider)
            throw Conflict(folder, $"provider '{status.Provider}'", $"--provider {name}");
        if (binds && status!.BaseUrl is { } used && baseUrl is not null && ToUrl(baseUrl).ToString() != used)
            throw Conflict(folder, $"'{used}'", $"--base-url {baseUrl}");
        if (name is null && status is not null) context.Terminal.Say($"provider {status.Provider}, as in '{folder.BatchStatusFilePath}'");
        if ((name ?? status?.Provider ?? OpenAIName) == LocalName)
            return baseUrl is null
                ? await StartLocalAsync(domain, folder, FolderLock.Take(folder, command, context.Time), context, cancellationToken)
                : throw CommandFailure.Usage("The local provider has no --base-url; leave it out, or give --provider openai.");

        var url = baseUrl is not null ? ToUrl(baseUrl)
            : status?.BaseUrl is { } remembered ? ServiceUrl.Parse(remembered, $"The base URL in '{folder.BatchStatusFilePath}'", KeyName)
            : context.Setting(UrlName) is { } set ? ServiceUrl.Parse(set, UrlName, KeyName)
            : OpenAIUrl;
        var key = Secret.Read(context.Setting, KeyName);
        if (key is null && url.Host == OpenAIUrl.Host)
            throw CommandFailure.Usage("There is no API key: set OPENAI_API_KEY in the environment or in .env, or try --provider local, which needs none.");
        var account = new ServiceAccount(key ?? "none", Secret.Read(context.Setting, "OPENAI_ORG_ID"), Secret.Read(context.Setting, "OPENAI_PROJECT_ID"));
        return new Provider(OpenAIName, url, account, context, FolderLock.Take(folder, command, context.Time));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _held.Dispose();
    }

    /// <summary>How a batch stands now. A call without an answer never gives up a paid batch; only a batch that is gone does.</summary>
    public async Task<Batch> LookAsync(Batch batch, CommandContext context, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return await Api.GetBatchAsync(batch.Id, cancellationToken);
            }
            catch (ApiFailure failure) when (failure.IsTransient)
            {
                context.Terminal.Warn($"{failure.Message} Batch '{batch.Id}' is not given up; asking again.");
                return batch;
            }
            catch (ApiFailure failure) when (failure.Status == 404)
            {
                if (look == LooksForLostBatch) throw new CommandFailure($"The service no longer knows batch '{batch.Id}'; check that the API key is of the project that submitted it. What was downloaded is kept.", inner: failure);
                await Task.Delay(TimeSpan.FromSeconds(look), context.Time, cancellationToken); // One that was just made may not be seen at once.
            }
        }
    }

    /// <summary>Waits for no batch for ever.</summary>
    public static void RefuseOverdue(BatchStatusFile status, TimeProvider time)
    {
        if (status.Batches.FirstOrDefault(part => part.Batch?.IsOverdue(time.GetUtcNow(), part.UploadedAt) == true) is { Batch: { } late })
            throw new CommandFailure($"Batch '{late.Id}' is still '{late.Status}' a day after it should have expired; ask its service about it. Nothing is given up: callforge status --watch looks again.", ExitCode.NotFinished);
    }

    private static async Task<Provider> StartLocalAsync(string? domain, DataFolder folder, FolderLock held, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            var teacher = SimulatedTeacher.Load(domain is null ? [] : [domain]);
            var options = new LocalServerOptions(folder.LocalStateDirPath, Port: 0, context.Time, new Teacher.Simulated(teacher.Answer));
            var server = await EmbeddedServer.StartAsync(options, cancellationToken);
            return new Provider(LocalName, server.BaseUrl, new ServiceAccount("local"), context, held, server, teacher);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static Uri ToUrl(string text) => ServiceUrl.Parse(text, "--base-url", KeyName);

    private static CommandFailure Conflict(DataFolder folder, string used, string option) => CommandFailure.Usage(
        $"The batches of '{folder.BatchStatusFilePath}' are at {used}, so {option} cannot be used with them; leave the option out, or give another --dir.");
}
