using CallForge.LocalServer.Teachers;

namespace CallForge.LocalServer.Faults;

/// <summary>Where a fault acts; each layer has one place in the server.</summary>
internal enum FaultLayer
{
    Call,
    Batch,
    Line,
    Transcript,
}

/// <summary>A fault there is. <c>docs/local-server.md</c> says where each is known from.</summary>
internal sealed record FaultKind(string Name, FaultLayer Layer, string Summary)
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("rate-limited", FaultLayer.Call, "429 with retry-after") { Value = new("seconds", 1) },
        new("server-error", FaultLayer.Call, "500; the server has not acted"),
        new("dropped-before", FaultLayer.Call, "the connection is cut, the server has not acted"),
        new("dropped-after", FaultLayer.Call, "the connection is cut, the server has acted"),
        new("slow-call", FaultLayer.Call, "the reply comes late") { Value = new("seconds", 5) },
        new("not-found", FaultLayer.Call, "404, though there is such a batch or file") { Call = "get" },
        new("token-limit-on-create", FaultLayer.Call, "400 with token_limit_exceeded in place of a failed batch") { OnlyCall = "create" },
        new("billing-limit", FaultLayer.Call, "400 with billing_hard_limit_reached") { OnlyCall = "create" },
        new("slow-download", FaultLayer.Call, "the content comes slowly") { OnlyCall = "download", Value = new("bytes a second", 65_536) },
        new("truncated-download", FaultLayer.Call, "the connection ends half-way through the content") { OnlyCall = "download" },
        new("short-download", FaultLayer.Call, "half of the content, and nothing says so") { OnlyCall = "download" },
        new("page", FaultLayer.Call, "200 and a page that asks to log in, in place of the reply") { Call = "download" },
        new("empty-download", FaultLayer.Call, "the content comes empty, and nothing says so") { OnlyCall = "download" },
        new("fewer-answers", FaultLayer.Call, "the content lacks its last lines, and nothing says so") { OnlyCall = "download", Value = new("lines", 1) },
        new("flat-error", FaultLayer.Call, "400 with a flat error object, as of vLLM") { Call = "create" },
        new("detail-error", FaultLayer.Call, "422 with a list under detail, as of FastAPI") { Call = "create" },
        new("false-size", FaultLayer.Call, "the file object tells so many bytes; 0: null") { OnlyCall = "file", Amount = Amount.All, Value = new("bytes", 0) },
        new("pending-upload", FaultLayer.Call, "an uploaded file is pending for the first looks, and no batch is made of it") { Amount = Amount.All, Value = new("looks", 2) },
        new("odd-times", FaultLayer.Call, "created_at is null, all other times are texts with a fraction") { Amount = Amount.All },
        new("odd-metadata", FaultLayer.Call, "values of metadata are a number, a list, null") { Amount = Amount.All },
        new("odd-counts", FaultLayer.Call, "request_counts are texts and a null") { Amount = Amount.All },
        new("null-usage", FaultLayer.Call, "usage has its keys and no numbers") { Amount = Amount.All },
        new("errors-list", FaultLayer.Call, "errors is an empty list where it is null") { Amount = Amount.All },

        new("token-limit", FaultLayer.Batch, "the batch fails with token_limit_exceeded"),
        new("queue-limit", FaultLayer.Batch, "a limit of enqueued tokens for each model; a batch above what is free fails")
            { Amount = Amount.All, TakesAmount = false, Value = new("tokens", 2_000_000) },
        new("file-not-found", FaultLayer.Batch, "the batch fails: its input file is not found"),
        new("validation-failed", FaultLayer.Batch, "the batch fails with errors of lines"),
        new("expired", FaultLayer.Batch, "the batch expires part-way") { Value = new("share that ran", 0.5) },
        new("cancelled", FaultLayer.Batch, "the batch is cancelled by somebody else part-way") { Value = new("share that ran", 0.5) },
        new("slow-batch", FaultLayer.Batch, "the batch is in_progress for a while") { Value = new("seconds", 30) },
        new("late-in-list", FaultLayer.Batch, "the batch is missing in the first lists") { Amount = Amount.All, Value = new("lists", 3) },
        new("wrong-counts", FaultLayer.Batch, "request_counts contradicts the files") { Amount = Amount.All },
        new("null-file-id", FaultLayer.Batch, "the ended batch names no file for the first looks, or ever (0)")
            { Amount = Amount.All, Value = new("looks", 0) },
        new("no-file-id", FaultLayer.Batch, "keys that are null are left out of the batch") { Amount = Amount.All },
        new("empty-file-id", FaultLayer.Batch, "a file id that is null comes as \"\"") { Amount = Amount.All },

        OfLines("failed-line-400", "context_length_exceeded in the error file"),
        OfLines("failed-line-429", "rate_limit_exceeded in the error file"),
        OfLines("failed-line-500", "server_error in the error file"),
        OfLines("request-timeout", "no response, error request_timeout"),
        OfLines("status-0", "status_code 0 and an empty body in the error file, counted as completed"),
        OfLines("malformed-line", "the line is cut off: no JSON"),
        OfLines("duplicate-id", "the line is there twice"),
        OfLines("unknown-id", "one more line, with an id that nobody sent"),
        OfLines("missing-line", "answered and paid for, but in neither file"),
        OfLines("split-output", "two messages, the first a fragment (/v1/responses alone)"),
        OfLines("incomplete", "status incomplete with half of the text, in the output file"),
        OfLines("refusal", "the model refuses"),

        .. Deviations.Names.Select(name =>
            new FaultKind(name, FaultLayer.Transcript, $"teacher: {Deviations.Describe(name)}") { Amount = new Share(0.1) }),
    ];

    public Amount Amount { get; init; } = new First(1);

    public bool TakesAmount { get; init; } = true;

    /// <summary>The call it is aimed at by default.</summary>
    public string Call { get; init; } = CallName.Any;

    /// <summary>The one call it can be aimed at.</summary>
    public string? OnlyCall
    {
        get;
        init => (field, Call) = (value, value!);
    }

    /// <summary>What can be set beside its amount.</summary>
    public FaultValue? Value { get; init; }

    public static FaultKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    private static FaultKind OfLines(string name, string summary) => new(name, FaultLayer.Line, summary) { Amount = new Share(0.1) };
}

internal sealed record FaultValue(string Unit, double Default);
