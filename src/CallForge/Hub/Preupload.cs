namespace CallForge.Hub;

/// <summary>Asks how files are to be sent; <c>POST /api/datasets/ID/preupload/REVISION</c>.</summary>
internal sealed record PreuploadRequest(IReadOnlyList<PreuploadFile> Files)
{
    public const int MostFiles = 256;
}

/// <param name="Sample">The first 512 bytes.</param>
internal sealed record PreuploadFile(string Path, byte[] Sample, long Size);

internal sealed record PreuploadReply(IReadOnlyList<PreuploadAnswer> Files);

/// <param name="UploadMode"><c>lfs</c> or <c>regular</c>: the Hub decides.</param>
/// <param name="Oid">Of what is there under this path: the SHA-256 of an LFS file, the git blob's SHA-1 of a regular one.</param>
internal sealed record PreuploadAnswer(string Path, string UploadMode, bool ShouldIgnore = false, string? Oid = null);
