namespace CallForge.Tests.Killing;

internal enum Moment
{
    /// <summary>The call has come; the server does not act on it.</summary>
    Before,

    /// <summary>Half of an upload has come, or half of a download has gone.</summary>
    Halfway,

    /// <summary>The server has acted; the reply never leaves.</summary>
    After,
}

/// <summary>At which call the tool is killed.</summary>
/// <param name="Call">As in <c>--fault</c>.</param>
/// <param name="Number">From 1, among the calls of that name.</param>
internal sealed record Aim(string Call, int Number, Moment Moment)
{
    public override string ToString() => $"{Moment} {Call} {Number}".ToLowerInvariant();
}
