using System.Globalization;

namespace CallForge.Hub;

/// <summary>How an object is sent: whole, or in parts that are put together afterwards.</summary>
internal abstract record LfsTransfer
{
    internal sealed record Basic(Uri Url) : LfsTransfer;

    internal sealed record Multipart(long ChunkSize, IReadOnlyList<Uri> Parts, Uri Completion) : LfsTransfer;

    /// <summary>As the Hub asks for it; null if what it says cannot be done.</summary>
    public static LfsTransfer? Of(LfsAction upload, long size, HubSettings settings)
    {
        if (upload.Header?.GetValueOrDefault("chunk_size") is not { } text) return new Basic(settings.Resolve(upload.Href));
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var chunkSize) || chunkSize == 0) return null;
        var parts = (from header in upload.Header
                     where header.Key.All(char.IsAsciiDigit)
                     let number = int.Parse(header.Key, CultureInfo.InvariantCulture)
                     orderby number
                     select (number, header.Value)).ToList();
        if (parts.Count != (size + chunkSize - 1) / chunkSize || parts.Where((part, index) => part.number != index + 1).Any()) return null;
        return new Multipart(chunkSize, [.. parts.Select(part => settings.Resolve(part.Value))], settings.Resolve(upload.Href));
    }
}
