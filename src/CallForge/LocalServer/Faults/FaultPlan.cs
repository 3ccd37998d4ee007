namespace CallForge.LocalServer.Faults;

/// <summary>Which faults a server has, and the seed by which shares are drawn.</summary>
internal sealed record FaultPlan(IReadOnlyList<Fault> Faults, long Seed)
{
    public static FaultPlan None { get; } = new([], 0);

    public IReadOnlyList<Fault> Of(FaultLayer layer) => [.. Faults.Where(fault => fault.Kind.Layer == layer)];

    public bool Has(FaultLayer layer) => Faults.Any(fault => fault.Kind.Layer == layer);

    /// <param name="options">Values of <c>--fault</c>.</param>
    public static FaultPlan Read(IEnumerable<string> options, string? planFilePath, long seed) =>
        new([.. options.Select(FaultOption.Parse), .. planFilePath is null ? [] : FaultPlanFile.Read(planFilePath)], seed);
}
