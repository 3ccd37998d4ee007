namespace CallForge.OpenAI;

/// <summary>https://platform.openai.com/docs/api-reference/files/object, keys in the order of the wire.</summary>
internal sealed record FileObject(
    string Object,
    string Id,
    string Purpose,
    string Filename,
    long Bytes,
    long CreatedAt,
    long? ExpiresAt,
    string? Status,
    string? StatusDetails)
{
    public const string ObjectName = "file";
}

internal sealed record DeletedFile(string Object, bool Deleted, string Id);
