using System.Text.Json;
using System.Text.Json.Serialization;

namespace CallForge.OpenAI;

/// <summary>https://platform.openai.com/docs/api-reference/files/object, keys in the order of the wire.</summary>
internal sealed record FileObject(
    string Object,
    string Id,
    string Purpose,
    string Filename,
    long? Bytes,
    long? CreatedAt,
    long? ExpiresAt,
    string? Status,
    string? StatusDetails)
{
    public const string ObjectName = "file";

    /// <summary>As a service told it: without an id it is none, everything else may be missing or odd.</summary>
    public static FileObject? Read(JsonElement reported, Oddities odd)
    {
        if (reported.ValueKind != JsonValueKind.Object) return null;
        var file = new ReportedObject(reported, ObjectName, odd);
        return file.Text("id") is { Length: > 0 } id
            ? new FileObject(
                file.Text("object") ?? ObjectName, id, file.Text("purpose") ?? "", file.Text("filename") ?? "", file.Count("bytes"), file.NeededTime("created_at"),
                file.Time("expires_at"), file.Text("status"), file.Text("status_details"))
            : null;
    }

    /// <summary>Whether the service is still at work on it, so that no batch can be made of it. Words that no service is known to use for that are taken for a no.</summary>
    [JsonIgnore]
    public bool IsPending => Status is "pending" or "running" or "processing" or "uploading" or "validating" or "queued" or "in_progress" or "not_started";
}

internal sealed record DeletedFile(string Object, bool Deleted, string Id);
