using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallForge.OpenAI;

/// <summary>What is known of each model, with the day and the source it is known from (<c>models.json</c>).</summary>
internal sealed record ModelTable(DateOnly AsOf, string Source, IReadOnlyList<Model> Models)
{
    public const string DefaultModel = "gpt-5-2025-08-07";

    /// <summary>How long before its end a model is warned about.</summary>
    private const int NoticeDays = 30;

    public static ModelTable Current { get; } = Load();

    /// <summary>The model of that name, or null: nothing is guessed about an unknown one.</summary>
    public Model? Find(string name) => Models.FirstOrDefault(model => model.Names.Contains(name));

    /// <summary>The default model of a day: from the day it is shut down on, the first successor that its entry names.</summary>
    public string DefaultOn(DateOnly today)
    {
        var name = DefaultModel;
        for (var hops = 0; hops < Models.Count && IsShutDown(name, today) && Find(name)!.Successors is [var successor, ..]; hops++) name = successor;
        return name;
    }

    public bool IsShutDown(string name, DateOnly today) => Find(name)?.ShutdownDate <= today;

    /// <summary>A sentence about a model that is shut down or soon will be, else null.</summary>
    public string? ShutdownWarning(string name, DateOnly today)
    {
        if (Find(name) is not { ShutdownDate: { } date } model || today.AddDays(NoticeDays) < date) return null;
        var successors = string.Join(" or ", model.Successors ?? []);
        return $"OpenAI {(today < date ? "shuts down" : "shut down")} '{name}' on {date:yyyy-MM-dd}; give --model {successors} for a new run "
            + $"(model table of {AsOf:yyyy-MM-dd}).";
    }

    private static ModelTable Load()
    {
        using var stream = typeof(ModelTable).Assembly.GetManifestResourceStream("models.json")!;
        return JsonSerializer.Deserialize(stream, ModelTableJson.Default.ModelTable)!;
    }
}

/// <summary>Prices are USD per million tokens at the standard rate, null where unknown.</summary>
internal sealed record Model(
    IReadOnlyList<string> Names,
    decimal? Input,
    decimal? CachedInput,
    decimal? CacheWrite,
    decimal? Output,
    CacheMode Cache,
    string Encoding,
    DateOnly? ShutdownDate,
    IReadOnlyList<string>? Successors)
{
    /// <summary>The Batch API bills this share of the standard rate.</summary>
    public const decimal BatchShare = 0.5m;

    /// <summary>What the tokens cost in USD at the standard rate; null if a price that is needed is unknown.</summary>
    public decimal? Cost(TokenUsage usage) =>
        (Part(usage.Input - usage.Cached - usage.CacheWrite, Input)
        + Part(usage.Cached, CachedInput)
        + Part(usage.CacheWrite, Cache == CacheMode.Implicit ? Input : CacheWrite)
        + Part(usage.Output, Output)) / 1_000_000m;

    private static decimal? Part(long tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;
}

/// <summary>How a repeated prefix comes to be cached. https://platform.openai.com/docs/guides/prompt-caching</summary>
internal enum CacheMode
{
    /// <summary>By itself, for any equal prefix; writing is free.</summary>
    Implicit,

    /// <summary>At marked breakpoints (GPT-5.6 and later); writing costs 1.25 times the input price.</summary>
    Explicit,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ModelTable))]
internal sealed partial class ModelTableJson : JsonSerializerContext;
