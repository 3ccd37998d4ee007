using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using CallForge.Conversations;

namespace CallForge.LocalServer;

/// <summary>
/// The text of an answer with slots. <c>&lt;name&gt;</c> is filled in by the caller; <c>&lt;name|value&gt;</c> echoes
/// the request's own parameter, or says the value if it has none.
/// </summary>
internal sealed partial class BodyTemplate
{
    private readonly (byte[] Literal, string Slot, byte[]? Default)[] _parts;

    /// <param name="text">JSON in the style of Python's <c>json.dumps</c>, but with a line break for any space.</param>
    public BodyTemplate(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        var parts = new List<(byte[], string, byte[]?)>();
        var start = 0;
        foreach (var slot in Slot.EnumerateMatches(line))
        {
            var literal = Encoding.ASCII.GetBytes(line[start..slot.Index]);
            var name = line.Substring(slot.Index + 1, slot.Length - 2).Split('|', 2);
            parts.Add((literal, name[0], name.Length > 1 ? Encoding.ASCII.GetBytes(name[1]) : null));
            start = slot.Index + slot.Length;
        }

        parts.Add((Encoding.ASCII.GetBytes(line[start..]), "", []));
        _parts = [.. parts];
    }

    public void Write(IBufferWriter<byte> output, Dictionary<string, byte[]> given, Action<string, IBufferWriter<byte>> fill)
    {
        foreach (var (literal, slot, value) in _parts)
        {
            output.Write(literal);
            if (value is null)
                fill(slot, output);
            else if (given.TryGetValue(slot, out var own) && !own.AsSpan().SequenceEqual("null"u8))
                output.Write(own);
            else
                output.Write(value);
        }
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Slot { get; }
}

/// <summary>Values as <see cref="BodyTemplate"/>s take them.</summary>
internal static class TemplateOutput
{
    public static void Add(this IBufferWriter<byte> output, long number)
    {
        var span = output.GetSpan(20);
        System.Buffers.Text.Utf8Formatter.TryFormat(number, span, out var written);
        output.Advance(written);
    }

    public static void Add(this IBufferWriter<byte> output, string? text)
    {
        if (text is null)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("\""u8);
        PythonString.WriteAscii(Encoding.UTF8.GetBytes(text), output);
        output.Write("\""u8);
    }
}
