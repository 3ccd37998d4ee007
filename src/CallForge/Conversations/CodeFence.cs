using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Lines of three backticks, as Markdown puts them around code.</summary>
internal static partial class CodeFence
{
    /// <summary>What is between an opening <c>```</c> line and a closing one, or null if the text is not fenced.</summary>
    public static ReadOnlyMemory<byte>? Inside(ReadOnlyMemory<byte> trimmed)
    {
        if (!trimmed.Span.StartsWith("```"u8) || !trimmed.Span.EndsWith("\n```"u8)) return null;
        var firstLine = trimmed.Span.IndexOf((byte)'\n');
        return firstLine < trimmed.Length - 4 ? trimmed[(firstLine + 1)..^4] : default;
    }

    public static bool IsOpen(string text) => Line().Count(text) % 2 != 0;

    [GeneratedRegex(@"^[ \t]*```[\w-]*[ \t]*$", RegexOptions.Multiline)]
    public static partial Regex Line();
}
