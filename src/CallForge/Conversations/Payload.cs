using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CallForge.Conversations;

/// <summary>What follows a call or response marker, as JSON in Python's style, or why it could not be read.</summary>
/// <param name="IsPythonLiteral">Whether it was a Python literal and no JSON.</param>
internal readonly record struct Payload(ReadOnlyMemory<byte> Json, string? Error, bool IsPythonLiteral, bool IsFenced)
{
    public static Payload Read(ReadOnlyMemory<byte> content)
    {
        var fenced = CodeFence.Inside(content);
        var text = fenced is { } inside ? Blanks.Trim(inside) : content;
        if (text.IsEmpty) return new Payload(default, "there is no JSON after the marker", false, false);
        if (!Utf8.IsValid(text.Span)) return new Payload(default, "it has bytes that are no UTF-8", false, false);
        try
        {
            return Checked(PythonJson.Rewrite(text, out var repeatsKey), repeatsKey, false, fenced is not null);
        }
        catch (JsonException jsonError)
        {
            try
            {
                var json = PythonLiteral.ToJson(Encoding.UTF8.GetString(text.Span), out var repeatsKey);
                return Checked(PythonJson.Write(Encoding.UTF8.GetBytes(json)), repeatsKey, true, fenced is not null);
            }
            catch (Exception error) when (error is FormatException or JsonException)
            {
                var place = $"line {jsonError.LineNumber + 1}, byte {jsonError.BytePositionInLine + 1}";
                return new Payload(default, $"it is neither JSON ({place}) nor a Python literal ({error.Message})", false, false);
            }
        }
    }

    /// <summary>
    /// Python writes a number beyond the double range as <c>Infinity</c>, which is no JSON. Of two values under one key
    /// it forgets the first, and nobody knows which was meant.
    /// </summary>
    private static Payload Checked(ReadOnlyMemory<byte> json, bool repeatsKey, bool isPythonLiteral, bool isFenced)
    {
        if (repeatsKey) return new Payload(default, "an object names a key twice", isPythonLiteral, isFenced);
        if (json.Span.IndexOf("Infinity"u8) >= 0)
        {
            var reader = new Utf8JsonReader(json.Span, RepeatedKeys.ReaderOptions);
            while (reader.Read()) { }
        }

        return new Payload(json, null, isPythonLiteral, isFenced);
    }
}
