using System.Net;
using System.Net.Sockets;
using CallForge.LocalServer.Faults;
using CallForge.LocalServer.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallForge.LocalServer;

/// <summary>
/// OpenAI's Files and Batch API on this machine. With the simulated teacher behind it the whole pipeline runs without
/// a key; with another server behind it, that one has a Batch API. What it has been given is on disk; a batch outlives the process.
/// </summary>
internal sealed class EmbeddedServer : IAsyncDisposable
{
    private readonly StateDir _state;
    private readonly TeacherClient? _client;
    private readonly BatchRunner _runner;
    private readonly WebApplication _app;
    private readonly IReadOnlyList<StoredBatch> _unfinished;

    private EmbeddedServer(LocalServerOptions options, StateDir state)
    {
        var files = new FileStore(state);
        var batches = new BatchStore(state);
        var faulty = new FaultyBatches(options.Faults, batches);
        _state = state;
        _client = options.Teacher is Teacher.Remote remote ? new TeacherClient(remote) : null;
        var (run, mapAnswers) = Connect(options);
        _runner = new BatchRunner(batches, files, run, faulty, options);
        _app = Build(options);
        if (options.InFront is { } inFront) _app.Use(inFront);
        _app.Use(new RequestFrame(options.Time).HandleAsync);
        if (options.Faults.Has(FaultLayer.Call)) _app.Use(new CallFaults(options.Faults, options.Time).HandleAsync);
        _app.UseRouting();
        new FileRoutes(files, options.Time).Map(_app);
        new BatchRoutes(batches, _runner, faulty, options.Time).Map(_app);
        mapAnswers(_app);
        ModelRoutes.Map(_app);
        _unfinished = [.. batches.NewestFirst.Where(stored => !stored.Batch.IsTerminal).Reverse()];
    }

    /// <summary><c>http://127.0.0.1:PORT/v1</c></summary>
    public Uri BaseUrl { get; private set; } = null!;

    public static async Task<EmbeddedServer> StartAsync(LocalServerOptions options, CancellationToken cancellationToken)
    {
        var state = StateDir.Open(options.StateDirPath);
        EmbeddedServer? server = null;
        try
        {
            server = new EmbeddedServer(options, state);
            await server.ListenAsync(options, cancellationToken);
            return server;
        }
        catch
        {
            state.Dispose();
            if (server is not null) await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _runner.DisposeAsync();
        await _app.DisposeAsync();
        _client?.Dispose();
        _state.Dispose();
    }

    /// <summary>How the teacher answers batches, and how it answers at once.</summary>
    private (RunBatch Run, Action<WebApplication> MapAnswers) Connect(LocalServerOptions options)
    {
        if (options.Teacher is Teacher.Simulated simulated)
        {
            var answers = new Answers(TeacherFaults.Distort(options.Faults, simulated.Answer));
            return (RunHere, new InferenceRoutes(answers, options.Time).Map);

            Task RunHere(BatchJob job, Stream output, Stream errors, CancellationToken shutdown)
            {
                new BatchRun(job, answers).Write(output, errors, shutdown);
                return Task.CompletedTask;
            }
        }

        var teacher = new PatientTeacher(_client!, options.Time);
        var concurrency = ((Teacher.Remote)options.Teacher).Concurrency;
        return ((job, output, errors, shutdown) => new ForwardedRun(job, teacher, concurrency, options.Time).WriteAsync(output, errors, shutdown), new ForwardingRoutes(_client!).Map);
    }

    private async Task ListenAsync(LocalServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AddressInUseException)
        {
            throw new CommandFailure(
                $"The local server cannot listen on port '{options.Port}' of 127.0.0.1; "
                + "stop what uses it, or choose another with --port (0 picks one).",
                inner: exception);
        }

        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        BaseUrl = new Uri($"{address}/v1");
        foreach (var stored in _unfinished) _runner.Start(stored);
    }

    // The empty builder reads no settings, writes no log and takes no signals: Ctrl-C belongs to the command.
    private static WebApplication Build(LocalServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MultipartUpload.MaximumBytes + (1 << 20);
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
