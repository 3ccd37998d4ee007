namespace CallForge.Hub;

/// <summary>How many bytes are sent, in all and of each object; what has to be sent again is taken back.</summary>
internal sealed class UploadProgress(Action<long, long> show, long total)
{
    private readonly Lock _lock = new();
    private long _sent;

    public Share Begin() => new(this);

    private void Add(long bytes)
    {
        lock (_lock) show(_sent += bytes, total);
    }

    /// <summary>What one body has added.</summary>
    internal sealed class Share(UploadProgress all)
    {
        private long _sent;

        public void Add(long bytes)
        {
            Interlocked.Add(ref _sent, bytes);
            all.Add(bytes);
        }

        public void TakeBack() => all.Add(-Interlocked.Exchange(ref _sent, 0));
    }
}
