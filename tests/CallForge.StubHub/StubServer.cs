using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallForge.StubHub;

/// <summary>The upload protocol of the Hugging Face Hub on this machine: it keeps what it is given in memory, and refuses what is not as it must be.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FaultPlan _faults;

    private StubServer(StubHubOptions options)
    {
        State = new HubState(options);
        _faults = new FaultPlan([.. options.Faults.Select(Fault.Parse)]);
        _app = Build(options.Port);
        if (options.InFront is { } inFront) _app.Use(inFront);
        _app.Use(_faults.HandleAsync);
        _app.Use(FrameAsync);
        _app.UseRouting();
        new RepositoryRoutes(State).Map(_app);
        new PreuploadRoute(State).Map(_app);
        new LfsRoutes(State).Map(_app);
        new CommitRoute(State).Map(_app);
        _app.MapGet("/stub/state", context => Answers.WriteAsync(context, State.Describe()));
        _app.MapGet("/stub/calls", context => Answers.WriteAsync(context, new JsonObject(Calls.OrderBy(call => call.Key, StringComparer.Ordinal).Select(call => KeyValuePair.Create<string, JsonNode?>(call.Key, call.Value)))));
        _app.MapFallback(_ => throw new Refusal(404, "Sorry, we can't find the page you are looking for."));
    }

    /// <summary><c>http://127.0.0.1:PORT</c></summary>
    public Uri Url { get; private set; } = null!;

    public HubState State { get; }

    /// <summary>How often each call was made.</summary>
    public IReadOnlyDictionary<string, int> Calls => _faults.Calls;

    public static async Task<StubServer> StartAsync(StubHubOptions options, CancellationToken cancellationToken)
    {
        var server = new StubServer(options);
        await server._app.StartAsync(cancellationToken);
        server.Url = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Sees that the token is nowhere but where it belongs, and turns refusals into answers.</summary>
    private async Task FrameAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            var places = context.Request.Headers.Where(header => header.Key != "Authorization").Select(header => header.Value.ToString()).Append(context.Request.Path + context.Request.QueryString);
            if (places.Any(place => place.Contains(State.Options.Token, StringComparison.Ordinal))) throw Refusal.Bad("the token is where it must not be");
            await next(context);
        }
        catch (Refusal refusal)
        {
            await Answers.RefuseAsync(context, refusal);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            context.Abort(); // The client has gone.
        }
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = null;
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
