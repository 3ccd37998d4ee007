namespace CallForge.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("callforge-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
