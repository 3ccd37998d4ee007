using System.Text.Json.Serialization;

namespace CallForge.Files;

/// <summary>A file of a batch as the books have it.</summary>
/// <param name="Name">In <c>raw/</c>.</param>
/// <param name="FileId">At the service.</param>
/// <param name="State">One of the words below.</param>
/// <param name="Bytes">Of what is in <c>raw/</c>; 0 if nothing is.</param>
/// <param name="Sha256">Of the same when it was saved, in hex; null if nothing is.</param>
/// <param name="Problem">Why it is not whole; null if it is.</param>
internal sealed record RawFile(string Name, string FileId, string State, long Bytes, string? Sha256, string? Problem)
{
    public const string Whole = "whole";

    /// <summary>It came, but the service counts more answers than are in it.</summary>
    public const string Short = "short";

    /// <summary>It cannot be had now.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>Answers that are paid for are not here.</summary>
    [JsonIgnore]
    public bool IsUnavailable => State == Unavailable;
}
