namespace CallForge.LocalServer.Teachers.Language;

/// <summary>
/// A sentence with <c>{slots}</c> (<c>{menu|을}</c> adds the fitting particle), <c>&lt;symbols&gt;</c> that stand for
/// another list of sentences, and <c>[one|or|another]</c>.
/// </summary>
internal sealed record Template(Template.Part[] Parts)
{
    internal abstract record Part
    {
        internal sealed record Text(string Value) : Part;

        internal sealed record Slot(string Name, string? Particle) : Part;

        internal sealed record Symbol(string Name) : Part;

        internal sealed record Choice(Template[] Options) : Part;
    }

    public static Template Parse(string source)
    {
        var parts = new List<Part>();
        var text = 0;
        for (var i = 0; i < source.Length; i++)
        {
            var close = source[i] switch { '{' => '}', '<' => '>', '[' => ']', _ => '\0' };
            if (close == '\0') continue;
            if (i > text) parts.Add(new Part.Text(source[text..i]));
            var end = close == ']' ? EndOfChoice(source, i) : source.IndexOf(close, i);
            if (end < 0) throw new FormatException($"'{source[i]}' is not closed in the phrase '{source}'.");
            parts.Add(ParsePart(source[i], source[(i + 1)..end]));
            i = end;
            text = end + 1;
        }

        if (text < source.Length) parts.Add(new Part.Text(source[text..]));
        return new Template([.. parts]);
    }

    private static int EndOfChoice(string source, int start)
    {
        var depth = 0;
        for (var i = start; i < source.Length; i++)
        {
            if (source[i] == '[') depth++;
            else if (source[i] == ']' && --depth == 0) return i;
        }

        return -1;
    }

    private static Part ParsePart(char open, string inner)
    {
        if (open == '<') return new Part.Symbol(inner);
        if (open == '[') return new Part.Choice([.. Options(inner).Select(Parse)]);
        var bar = inner.IndexOf('|');
        if (bar < 0) return new Part.Slot(inner, null);
        if (!Josa.IsParticle(inner[(bar + 1)..])) throw new FormatException($"'{inner}' names no known particle.");
        return new Part.Slot(inner[..bar], inner[(bar + 1)..]);
    }

    // A bar inside a slot or a nested choice belongs to that one.
    private static IEnumerable<string> Options(string inner)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] is '{' or '[') depth++;
            else if (inner[i] is '}' or ']') depth--;
            else if (inner[i] == '|' && depth == 0)
            {
                yield return inner[start..i];
                start = i + 1;
            }
        }

        yield return inner[start..];
    }
}
