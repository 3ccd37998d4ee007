namespace CallForge.Tests;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("callforge-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
