using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CallForge.LocalServer;

/// <summary>
/// A form as clients really send it: quoted boundaries with <c>=</c>, names without quotes, a file without content
/// type, parts in any order. The file goes to disk as it comes in.
/// </summary>
internal sealed class MultipartUpload
{
    /// <summary>https://platform.openai.com/docs/api-reference/files/create: 512 MB, and 200 MB for the input of a batch.</summary>
    public const long MaximumBytes = 512L << 20;

    private const int MaximumFieldLength = 1024;

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    public string? Filename { get; private set; }

    public long Bytes { get; private set; }

    public string? this[string name] => _fields.GetValueOrDefault(name);

    public static async Task<MultipartUpload> ReadAsync(HttpRequest request, string filePath, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            throw new RefusedException(Refusal.BadRequest(
                "The request is no form: send multipart/form-data with a 'file' and a 'purpose'."));
        }

        var upload = new MultipartUpload();
        var reader = new MultipartReader(boundary.ToString(), request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                await upload.ReadAsync(section, filePath, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RefusedException(Refusal.BadRequest("The form ends before its last boundary or is not readable."));
        }

        return upload;
    }

    private async Task ReadAsync(MultipartSection section, string filePath, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (name != "file")
        {
            using var text = new StreamReader(section.Body);
            var value = new char[MaximumFieldLength];
            _fields[name] = new string(value, 0, await text.ReadBlockAsync(value, cancellationToken)).Trim();
            return;
        }

        var plain = HeaderUtilities.RemoveQuotes(disposition.FileName);
        Filename = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : plain).ToString();
        await using var file = File.Create(filePath);
        Bytes = await CopyAsync(section.Body, file, cancellationToken);
    }

    // Read to the end even if it is too large: a client that still sends would not see the answer.
    private static async Task<long> CopyAsync(Stream source, FileStream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 << 10];
        var total = 0L;
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0; total += read)
            if (total + read <= MaximumBytes) await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        return total;
    }

    /// <summary>When the file expires by the wish of the client, or null.</summary>
    public long? ExpiresAfter()
    {
        if (this["expires_after[seconds]"] is not { } seconds) return null;
        const string Name = "expires_after.seconds";
        return long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? CreateBatchBody.CheckLifetime(number, Name)
            : throw new RefusedException(Refusal.BadRequest($"Invalid type for '{Name}': expected an integer.", Name, "invalid_type"));
    }
}
