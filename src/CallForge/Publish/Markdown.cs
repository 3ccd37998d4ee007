using System.Buffers;
using System.Globalization;
using System.Text;
using CallForge.Conversations;

namespace CallForge.Publish;

/// <summary>Pieces of Markdown in which no text, whoever wrote it, is taken for anything but text.</summary>
internal static class Markdown
{
    private const char ZeroWidthJoiner = '\u200D'; // Many emoji have it.

    /// <summary>A name inside a sentence or a table.</summary>
    public static string Code(string text)
    {
        text = PlainText.OfLine(text);
        if (text.Length > 0 && !text.AsSpan().ContainsAny('`', '|', '\\') && text.Trim() == text) return $"`{text}`";
        // As entities, signs are neither the end of the code nor the border of a cell.
        var code = new StringBuilder("<code>");
        foreach (var letter in text)
            code.Append(char.IsAscii(letter) && !char.IsAsciiLetterOrDigit(letter) && letter != ' ' ? $"&#{(int)letter};" : letter.ToString());
        return code.Append("</code>").ToString();
    }

    /// <summary>A block between fences that the text cannot end.</summary>
    public static string Fenced(string language, string text)
    {
        var (longest, run) = (2, 0);
        foreach (var letter in text) longest = Math.Max(longest, run = letter == '`' ? run + 1 : 0);
        var fence = new string('`', longest + 1);
        return $"{fence}{language}\n{text.TrimEnd('\n')}\n{fence}\n";
    }

    /// <summary>A text as a JSON string on one line, without anything that turns or hides the letters around it.</summary>
    public static string JsonString(string text)
    {
        var json = new StringBuilder("\"");
        var escaped = new ArrayBufferWriter<byte>();
        PythonString.WriteEscaped(Encoding.UTF8.GetBytes(text), escaped);
        foreach (var letter in Encoding.UTF8.GetString(escaped.WrittenSpan))
            if (char.IsControl(letter) || (letter != ZeroWidthJoiner && char.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
            else
                json.Append(letter);
        return json.Append('"').ToString();
    }

    /// <param name="columns">Their headings; one that ends with <c>:</c> has numbers and is set right.</param>
    public static string Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new StringBuilder();
        Row(columns.Select(column => column.TrimEnd(':')));
        table.Append('|').AppendJoin('|', columns.Select(column => column.EndsWith(':') ? "---:" : "---")).Append("|\n");
        foreach (var row in rows) Row(row);
        return table.ToString();

        void Row(IEnumerable<string> cells) => table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
