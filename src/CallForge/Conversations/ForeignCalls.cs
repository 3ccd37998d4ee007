using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>
/// Calls, responses and thoughts as models of any vendor write them, where somebody speaks: tags, tool JSON, code. A call
/// that nobody reads is nothing that was said, so the transcript is rejected.
/// </summary>
internal sealed partial class ForeignCalls(IEnumerable<string> functions)
{
    /// <summary>Without one of these, a name before a bracket or a name that has none of them there is no such form; 0xEF begins full-width signs.</summary>
    private static readonly SearchValues<byte> Signs = SearchValues.Create([.. "<[{`~_&"u8, 0xEF]);

    private static readonly SearchValues<char> Inner = SearchValues.Create("_.-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private readonly string[] _functions = [.. functions];
    private readonly byte[][] _withoutSign = [.. functions.Where(name => IsCode(name) && !name.Contains('_', StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The first one in what is said, or null.</summary>
    public Diagnostic? Find(Segment segment)
    {
        if (!MayHold(segment.Content.Span)) return null;
        var text = Encoding.UTF8.GetString(segment.Content.Span);
        var (place, length) = Place(text);
        return length == 0 ? null : Diagnostic.Reject(
            RejectionCode.ForeignCall, "A call, a response or a thought in a form that is not the grammar's stands where somebody speaks.",
            new Segment(segment.Marker, segment.Line + text.AsSpan(0, place).Count('\n'), Encoding.UTF8.GetBytes(text.Substring(place, length))));
    }

    /// <summary>Most of what is said has no sign of it, and costs no more than a look.</summary>
    private bool MayHold(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny(Signs) || text.IndexOf("◁"u8) >= 0) return true;
        for (var place = 1; place < text.Length && text[place..].IndexOf((byte)'(') is var next and >= 0; place++)
        {
            place += next;
            if (char.IsAsciiLetterOrDigit((char)text[place - 1])) return true;
        }

        foreach (var name in _withoutSign)
            if (text.IndexOf(name) >= 0) return true;
        return false;
    }

    private (int Place, int Length) Place(string text)
    {
        foreach (var form in (Regex[])[Tag(), Token(), Json(), Fence(), Namespace(), Steps()])
            if (form.Match(text) is { Success: true } match) return (match.Index, match.Length);
        foreach (var name in _functions)
            for (var place = text.IndexOf(name, StringComparison.Ordinal); place >= 0; place = text.IndexOf(name, place + 1, StringComparison.Ordinal))
                if (IsCalled(text, place, name)) return (place, name.Length);
        return default;
    }

    /// <summary>Whether a name is written as a call is: before an argument list, behind <c>name:</c>, or alone on a line.</summary>
    private static bool IsCalled(string text, int place, string name)
    {
        var before = text.AsSpan(0, place);
        var after = text.AsSpan(place + name.Length);
        if (before is [.., var last] && IsWord(last) || after is [var next, ..] && IsWord(next)) return false;
        if (Arguments().IsMatch(after)) return true;
        if (!IsCode(name)) return false;
        before = before[(before.LastIndexOf('\n') + 1)..].TrimEnd(" \t\"'`*");
        after = (after.IndexOf('\n') is >= 0 and var end ? after[..end] : after).TrimStart(" \t\"'`*");
        return after is ['(' or '{' or '[' or '=' or ':' or '<', ..] || before is [.., ':' or '=' or '.' or '>' or '→' or '@'] || before.TrimStart(" \t-*>#`").IsEmpty && after.IsEmpty;
    }

    /// <summary>No word of any language: <c>get_cart</c>, <c>getCart</c>.</summary>
    private static bool IsCode(string name) => name.AsSpan(1).ContainsAny(Inner);

    private static bool IsWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    [GeneratedRegex(@"\A\(\s*(?:\w+\s*[=:]|[{""'\[]|\*\*|\))")]
    private static partial Regex Arguments();

    /// <summary>A tag whose name says what it is for.</summary>
    [GeneratedRegex(
        @"(?:<|＜|&lt;)\s*/?\s*[\w.:-]*(?:tool|function|invoke|parameter|argument|arg_key|arg_value|think|thought|reasoning|reflection|scratchpad|observation)[\w.:-]*(?:[\s=][^<>＜＞\n]*)?\s*/?(?:>|＞|&gt;)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    /// <summary><c>&lt;|…|&gt;</c> in every spelling, <c>[TOOL_CALLS]</c> and its like.</summary>
    [GeneratedRegex(@"<[|｜]/?[A-Za-z0-9_▁.:-]+[|｜]?>|</?[A-Za-z0-9_▁.:-]+[|｜]>|◁/?\w|\[/?(?:TOOL_\w+|TOOLS?|AVAILABLE_TOOLS|INST|THINK|FUNC\w*|ARGS|CALL_ID|SYSTEM_PROMPT)\]")]
    private static partial Regex Token();

    /// <summary>An object with a key, anywhere; a list or an empty object at the start of a line.</summary>
    [GeneratedRegex(@"[{｛]\s*(?:[""'“”‘’`][^""'“”‘’`\n]{1,60}[""'“”‘’`]|[A-Za-z_][\w.-]*)\s*[:=：]|^[ \t>*-]*(?:\{\s*(?:[""'}]|$)|\[\s*(?:[\[{""'\]]|$))", RegexOptions.Multiline)]
    private static partial Regex Json();

    [GeneratedRegex(@"^[ \t>*-]*(?:`{3,}|~{3,})[ \t]*(?:json|tool|function|call|xml)[^\n]*", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\b(?:functions|default_api|multi_tool_use|tool_api)\.[A-Za-z_]\w*")]
    private static partial Regex Namespace();

    /// <summary>As agents were once taught to write.</summary>
    [GeneratedRegex(@"^[ \t>*-]*(?:Action Input|Action|Observation|Tool Input|Tool Output)[*_`]*[ \t]*:", RegexOptions.Multiline)]
    private static partial Regex Steps();
}
