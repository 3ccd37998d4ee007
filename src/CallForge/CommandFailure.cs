namespace CallForge;

/// <summary>
/// A failed operation, told to the user in one sentence: what failed, <c>'value'</c>, where
/// (<c>file:line</c>), what to do next.
/// </summary>
internal sealed class CommandFailure(string message, int exitCode = ExitCode.Failed, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    public static CommandFailure Usage(string message, Exception? inner = null) => new(message, CallForge.ExitCode.Usage, inner);
}

internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>Nothing went wrong, but the batch still runs: ask again later.</summary>
    public const int NotFinished = 3;

    public const int Interrupted = 130;
}
