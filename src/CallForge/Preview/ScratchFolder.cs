namespace CallForge.Preview;

/// <summary>A folder that is made when it is asked for and gone afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly Lazy<string> _path = new(() => Directory.CreateTempSubdirectory("callforge-preview-").FullName);

    public string DirPath => _path.Value;

    public void Dispose()
    {
        if (_path.IsValueCreated) Directory.Delete(_path.Value, recursive: true);
    }
}
