using System.Buffers.Text;
using System.IO.Hashing;
using System.Text;

namespace CallForge.Validation.Provenance;

/// <summary>An id as it is compared: a UUID in any case of its letters, or the hash of another text.</summary>
internal readonly record struct IdValue(Guid Value)
{
    public const int UuidLength = 36;

    /// <summary>Null if it is not 8-4-4-4-12 hexadecimal digits.</summary>
    public static IdValue? OfUuid(ReadOnlySpan<byte> text) =>
        text.Length == UuidLength && Utf8Parser.TryParse(text, out Guid value, out var length, 'D') && length == UuidLength ? new IdValue(value) : null;

    /// <summary>Of any text; a UUID is the same whatever its kind is taken for.</summary>
    public static IdValue Of(ReadOnlySpan<byte> text) => OfUuid(text) ?? new IdValue(new Guid(XxHash128.Hash(text)));

    /// <summary>Where the next UUID of a text is, from a place on; -1 if there is none.</summary>
    public static int NextUuid(ReadOnlySpan<byte> text, int from, out IdValue id)
    {
        id = default;
        for (var hyphen = from; text[hyphen..].IndexOf((byte)'-') is var next and >= 0; hyphen++)
        {
            hyphen += next;
            var start = hyphen - 8;
            if (start < from || start + UuidLength > text.Length || !IsApart(text, start, start + UuidLength)) continue;
            if (OfUuid(text.Slice(start, UuidLength)) is not { } found) continue;
            id = found;
            return start;
        }

        return -1;
    }

    /// <summary>Whether no letter or digit of ASCII stands right before or behind it: Korean endings may.</summary>
    public static bool IsApart(ReadOnlySpan<byte> text, int start, int end) =>
        (start == 0 || !char.IsAsciiLetterOrDigit((char)text[start - 1])) && (end == text.Length || !char.IsAsciiLetterOrDigit((char)text[end]));

    public static IReadOnlySet<IdValue> UuidsIn(string text)
    {
        var (utf8, ids) = (Encoding.UTF8.GetBytes(text), new HashSet<IdValue>());
        for (var place = 0; NextUuid(utf8, place, out var id) is var found and >= 0; place = found + UuidLength) ids.Add(id);
        return ids;
    }
}
