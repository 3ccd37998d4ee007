using System.Text.Json;
using Xunit;

namespace CallForge.Tests.Submit;

/// <summary>What the server was asked for and would bill, read from its state folder.</summary>
internal sealed record Ledger(IReadOnlyList<JsonElement> Batches)
{
    public static Ledger Read(string stateDirPath) => new([.. Directory.EnumerateFiles(Path.Combine(stateDirPath, "batches"), "*.json").Order(StringComparer.Ordinal)
        .Select(path => CommandLine.Json(path).GetProperty("batch"))]);

    /// <summary>Those that ran. A batch that failed validation ran nothing and is not billed.</summary>
    public IReadOnlyList<JsonElement> Paid => [.. Batches.Where(batch => batch.GetProperty("status").GetString() != "failed")];

    public long OutputTokens => Paid.Sum(batch => batch.GetProperty("usage").GetProperty("output_tokens").GetInt64());

    public int Requests => Paid.Sum(batch => batch.GetProperty("request_counts").GetProperty("total").GetInt32());

    /// <summary>The hashes of what was paid for, each as often as it was.</summary>
    public IReadOnlyList<string> PaidParts => [.. Paid.Select(batch => batch.GetProperty("metadata").GetProperty("callforge_sha256").GetString()!).Order(StringComparer.Ordinal)];

    public void AssertEachPartWasPaidOnce() =>
        Assert.All(PaidParts.GroupBy(hash => hash), part => Assert.Single(part));
}
