using System.Globalization;
using System.Text;

namespace CallForge.Text.Json;

/// <summary>JSON Pointers (RFC 6901): where in a value a node is, and the other way round.</summary>
internal static class TapePointer
{
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string name) =>
        name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>Such as <c>/items/0/price</c>; the whole value is the empty text.</summary>
    public static string Of(JsonTape tape, int node)
    {
        var pointer = new StringBuilder();
        for (var at = 0; at != node;)
        {
            var (child, index) = (at + 1, 0);
            for (; node >= tape[child].End; child = tape[child].End) index++;
            pointer.Append('/').Append(tape.Kind(at) == JsonKind.Array
                ? index.ToString(CultureInfo.InvariantCulture)
                : Escape(Encoding.UTF8.GetString(tape.Name(child))));
            at = child;
        }

        return pointer.ToString();
    }

    /// <summary>The node a pointer names, or -1.</summary>
    public static int Find(JsonTape tape, string pointer)
    {
        if (pointer.Length == 0) return 0;
        if (pointer[0] != '/') return -1;
        var node = 0;
        foreach (var part in pointer[1..].Split('/'))
        {
            node = tape.Kind(node) == JsonKind.Array
                ? IsIndex(part) ? tape.At(node, int.Parse(part, CultureInfo.InvariantCulture)) : -1
                : tape.Find(node, Encoding.UTF8.GetBytes(Unescape(part)));
            if (node < 0) return -1;
        }

        return node;
    }

    private static bool IsIndex(string part) => part.Length is > 0 and < 10 && part.All(char.IsAsciiDigit) && (part.Length == 1 || part[0] != '0');
}
