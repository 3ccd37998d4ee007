namespace CallForge.LocalServer.Forwarding;

/// <summary>Asks again what may be answered later, with growing pauses, or as long as the teacher asks for.</summary>
internal sealed class PatientTeacher(TeacherClient client, TimeProvider time)
{
    public const int MaxTries = 8;

    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxPauseAskedFor = TimeSpan.FromMinutes(10);

    /// <summary>The last reply, and how many there were.</summary>
    /// <param name="patience">Ends a pause, and never a request that is under way: that is paid for.</param>
    public async Task<(TeacherReply Reply, int Tries)> AskAsync(
        InferenceEndpoint endpoint, ReadOnlyMemory<byte> body, CancellationToken patience, CancellationToken shutdown)
    {
        for (var tries = 1; ; tries++)
        {
            var reply = await client.AskAsync(endpoint, body, shutdown);
            if (!reply.IsWorthAnotherTry || tries == MaxTries) return (reply, tries);
            await Task.Delay(PauseAfter(tries, reply.RetryAfter), time, patience);
        }
    }

    private static TimeSpan PauseAfter(int tries, TimeSpan? askedFor)
    {
        var pause = askedFor ?? TimeSpan.FromSeconds(1 << (tries - 1));
        var maximum = askedFor is null ? MaxPause : MaxPauseAskedFor;
        return pause < maximum ? pause : maximum;
    }
}
