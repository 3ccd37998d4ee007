using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CallForge.Files;

/// <summary>Finds a request's place in <c>batch_input.jsonl</c> by its <c>custom_id</c>: results come back in any order.</summary>
internal sealed class RequestIndex
{
    private readonly Dictionary<UInt128, int> _places = [];

    public int Count => _places.Count;

    public static RequestIndex Read(string inputPath)
    {
        var index = new RequestIndex();
        using var requests = new BatchInput(inputPath);
        while (requests.Read())
            if (!index._places.TryAdd(KeyOf(requests.CustomId), index.Count)) throw requests.Bad($"repeats the custom_id '{requests.CustomId}'");
        return index;
    }

    /// <summary>From 0; −1 if no request has that id.</summary>
    public int PlaceOf(string customId) => _places.GetValueOrDefault(KeyOf(customId), -1);

    /// <summary>Places of the requests in some slices of the input.</summary>
    public IEnumerable<int> PlacesOf(string inputPath, IEnumerable<ByteRange> ranges)
    {
        foreach (var range in ranges)
        {
            using var lines = new LineReader(inputPath, range.Offset, range.Offset + range.Length);
            while (lines.Read()) yield return PlaceOf(RequestLine.CustomIdOf(lines.Line.Span));
        }
    }

    /// <summary>Sixteen bytes instead of the whole id keep a million of them small.</summary>
    public static UInt128 KeyOf(string customId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(customId), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
