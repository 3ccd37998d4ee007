namespace CallForge.StubHub;

internal sealed record StubHubOptions
{
    /// <summary>0 picks one.</summary>
    public int Port { get; init; }

    public string User { get; init; } = "me";

    public string Token { get; init; } = "hf_StubStubStubStub";

    /// <summary><c>write</c>, <c>read</c> or <c>fineGrained</c>.</summary>
    public string Role { get; init; } = "write";

    /// <summary>Namespaces beside their own that the user may write to.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = ["my-org"];

    /// <summary>Larger LFS objects come in parts.</summary>
    public long MultipartAbove { get; init; } = 1 << 20;

    public long ChunkSize { get; init; } = 1 << 18;

    /// <summary>Larger files are LFS, whatever they are.</summary>
    public long RegularLimit { get; init; } = 10_000_000;

    /// <summary>Names of files that the repository's <c>.gitignore</c> leaves out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>As in <see cref="Fault.Parse"/>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Stands in front of everything the stub does.</summary>
    public Func<HttpContext, RequestDelegate, Task>? InFront { get; init; }
}
