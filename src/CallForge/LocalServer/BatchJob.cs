using CallForge.LocalServer.Faults;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>Makes a line of each request of a batch, in its output or its error file. What teachers differ in.</summary>
internal delegate Task RunBatch(BatchJob job, Stream output, Stream errors, CancellationToken shutdown);

/// <summary>A batch whose requests are to be run.</summary>
/// <param name="Time">When it was begun, in seconds.</param>
/// <param name="ReasonToStop">Given how many requests were run before it, why one must not run any more; null if it may.</param>
/// <param name="ProgressPath">Where finished lines may be kept while it runs.</param>
/// <param name="Show">To be told how far it is.</param>
internal sealed record BatchJob(
    ValidatedInput Input,
    InferenceEndpoint Endpoint,
    long Time,
    LineFaults? Faults,
    Func<int, string?> ReasonToStop,
    string ProgressPath,
    Action<RequestCounts, BatchUsage> Show,
    CancellationToken Cancelled);
