using System.Text.Json.Serialization;

namespace CallForge.Hub;

/// <summary>Asks where objects are to be sent to; <c>POST /datasets/ID.git/info/lfs/objects/batch</c>.</summary>
internal sealed record LfsBatchRequest(
    string Operation, IReadOnlyList<string> Transfers, [property: JsonPropertyName("hash_algo")] string HashAlgo, LfsRef Ref, IReadOnlyList<LfsObject> Objects)
{
    public const int MostObjects = 256;
    public const string MediaType = "application/vnd.git-lfs+json";

    public static LfsBatchRequest Upload(string revision, IReadOnlyList<LfsObject> objects) => new("upload", ["basic", "multipart"], "sha256", new LfsRef(revision), objects);
}

internal sealed record LfsRef(string Name);

/// <param name="Oid">SHA-256, in hex.</param>
internal sealed record LfsObject(string Oid, long Size);

internal sealed record LfsBatchReply(IReadOnlyList<LfsAnswer> Objects);

/// <param name="Actions">None if the object is there already.</param>
internal sealed record LfsAnswer(string Oid, LfsActions? Actions = null, LfsError? Error = null);

internal sealed record LfsActions(LfsAction? Upload = null, LfsAction? Verify = null);

internal sealed record LfsAction(string Href, Dictionary<string, string>? Header = null);

internal sealed record LfsError(int Code, string? Message = null);

/// <summary>Puts the parts of a multipart upload together.</summary>
internal sealed record LfsCompletion(string Oid, IReadOnlyList<LfsPart> Parts);

/// <param name="Etag">As it came, with its quotes.</param>
internal sealed record LfsPart(int PartNumber, string Etag);
