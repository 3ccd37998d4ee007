using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CallForge.LocalServer.Teachers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CallForge.Tests.LocalServer.Forwarding;

/// <summary>A call to the stub.</summary>
/// <param name="Prompt">Text of the last message.</param>
/// <param name="Try">From 1, for each prompt.</param>
internal sealed record StubCall(string Path, string Prompt, string Body, string? Key, int Try);

/// <summary>
/// An OpenAI-compatible server as vLLM, Ollama and llama.cpp are one: chat completions, one at a time, no batches. It
/// answers as the simulated teacher does, and goes wrong as it is told.
/// </summary>
internal sealed class TeacherStub : IAsyncDisposable
{
    private static readonly SimulatedTeacher Teacher = SimulatedTeacher.Load();

    private readonly Func<StubCall, HttpContext, Task<bool>> _mischief;
    private readonly ConcurrentDictionary<string, int> _tries = new();
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private int _atOnce;

    private TeacherStub(Func<StubCall, HttpContext, Task<bool>> mischief)
    {
        _mischief = mischief;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string BaseUrl => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1";

    public ConcurrentQueue<StubCall> Calls { get; } = [];

    /// <summary>Prompts that were answered with 200, once for each time.</summary>
    public ConcurrentQueue<string> Answered { get; } = [];

    public int MostAtOnce { get; private set; }

    /// <param name="mischief">True if it has replied, or hung up, itself.</param>
    public static async Task<TeacherStub> StartAsync(Func<StubCall, HttpContext, Task<bool>>? mischief = null)
    {
        var stub = new TeacherStub(mischief ?? ((_, _) => Task.FromResult(false)));
        await stub._app.StartAsync();
        return stub;
    }

    public static async Task<bool> ReplyAsync(HttpContext context, int status, string body, string? retryAfter = null, string header = "retry-after")
    {
        Leave(context);
        context.Response.StatusCode = status;
        if (retryAfter is not null) context.Response.Headers[header] = retryAfter;
        await context.Response.WriteAsync(body);
        return true;
    }

    public static Task<bool> HangUpAsync(HttpContext context)
    {
        Leave(context);
        context.Abort();
        return Task.FromResult(true);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        lock (_lock) MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        context.Items[this] = true;
        context.Items[typeof(TeacherStub)] = this;
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var json = JsonDocument.Parse(body).RootElement;
            var prompt = json.TryGetProperty("messages", out var messages) ? messages.EnumerateArray().Last().GetProperty("content").GetString()! : json.GetProperty("input").GetString()!;
            var call = new StubCall(context.Request.Path, prompt, body, context.Request.Headers.Authorization, _tries.AddOrUpdate(prompt, 1, (_, tries) => tries + 1));
            Calls.Enqueue(call);
            if (await _mischief(call, context)) return;
            Answered.Enqueue(prompt);
            await ReplyAsync(context, 200, Completion(json.GetProperty("model").GetString()!, Teacher.Answer(prompt)));
        }
        finally
        {
            Leave(context);
        }
    }

    /// <summary>Before the caller can know: by then its next call may be here.</summary>
    private static void Leave(HttpContext context)
    {
        var stub = (TeacherStub)context.Items[typeof(TeacherStub)]!;
        lock (stub._lock)
        {
            if (context.Items.Remove(stub)) stub._atOnce--;
        }
    }

    /// <summary>On several lines and with keys of vLLM's own.</summary>
    private static string Completion(string model, string text) => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["model"] = model,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["reasoning_content"] = null },
            ["finish_reason"] = "stop",
            ["stop_reason"] = null,
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 20, ["total_tokens"] = 120, ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 64 } },
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
}
