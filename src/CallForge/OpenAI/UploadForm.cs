using System.ClientModel;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace CallForge.OpenAI;

/// <summary>
/// The body of an upload. The SDK makes the same, but then looks into the reply itself and stumbles over statuses it does
/// not know.
/// </summary>
internal sealed class UploadForm : BinaryContent
{
    private readonly MultipartFormDataContent _form;

    public UploadForm(Stream content, string filename)
    {
        var boundary = $"callforge-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        ContentType = $"multipart/form-data; boundary={boundary}";
        _form = new MultipartFormDataContent(boundary);
        Add(new StringContent("batch"), "purpose", null);
        var lines = new StreamContent(content);
        lines.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        Add(lines, "file", filename);
    }

    public string ContentType { get; }

    public override bool TryComputeLength(out long length)
    {
        length = _form.Headers.ContentLength ?? 0;
        return _form.Headers.ContentLength is not null;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) => _form.CopyTo(stream, null, cancellationToken);

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => _form.CopyToAsync(stream, cancellationToken);

    public override void Dispose() => _form.Dispose();

    private void Add(HttpContent part, string name, string? filename)
    {
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"", FileName = filename is null ? null : $"\"{filename}\"" };
        _form.Add(part);
    }
}
