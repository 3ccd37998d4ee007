using System.Text;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>
/// A text for a simple regular expression: literals, classes, <c>\d \w \s</c>, groups, alternatives and counts. Of
/// anything else it makes a guess; whoever asks must check the outcome.
/// </summary>
internal sealed class PatternText(string pattern, SeededRandom random)
{
    private const int LongestText = 300;
    private const int DeepestGroup = 20;
    private const int MostSteps = 3000;
    private const string Digits = "0123456789";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly StringBuilder _text = new();
    private int _at;
    private int _steps;

    public static string Draw(string pattern, SeededRandom random)
    {
        var maker = new PatternText(pattern, random);
        maker.Alternatives(0);
        return maker._text.ToString();
    }

    private void Alternatives(int depth)
    {
        var start = _text.Length;
        var drawn = new List<string>();
        while (true)
        {
            while (_at < pattern.Length && pattern[_at] is not ('|' or ')')) Repeated(depth);
            drawn.Add(_text.ToString(start, _text.Length - start));
            _text.Length = start;
            if (_at >= pattern.Length || pattern[_at] != '|') break;
            _at++;
        }

        _text.Append(random.Pick(drawn));
    }

    private void Repeated(int depth)
    {
        var start = _at;
        var length = _text.Length;
        Atom(depth);
        var end = _at;
        var (least, most) = Count();
        var times = least + random.Next(Math.Max(1, most - least + 1));
        var after = _at;
        if (times == 0) _text.Length = length;
        for (var i = 1; i < times && _steps < MostSteps; i++)
        {
            _at = start;
            Atom(depth);
        }

        _at = Math.Max(after, end);
    }

    private void Atom(int depth)
    {
        _steps++;
        var letter = pattern[_at++];
        switch (letter)
        {
            case '^' or '$': return;
            case '(' when depth < DeepestGroup: Group(depth); return;
            case '[': Write(random.Pick(Class().ToList())); return;
            case '\\' when _at < pattern.Length: Escape(pattern[_at++]); return;
            case '.': Write(Letters[random.Next(Letters.Length)]); return;
            default: Write(letter); return;
        }
    }

    private void Group(int depth)
    {
        if (_at + 1 < pattern.Length && pattern[_at] == '?') _at += 2;
        Alternatives(depth + 1);
        if (_at < pattern.Length) _at++;
    }

    private void Escape(char letter)
    {
        if (letter is 'b' or 'B') return;
        var options = Shorthand(letter);
        Write(options[random.Next(options.Length)]);
    }

    private static string Shorthand(char letter) => letter switch
    {
        'd' => Digits,
        'w' => Letters + Digits,
        's' => " ",
        'D' or 'S' => Letters,
        'W' => "-",
        _ => letter.ToString(),
    };

    private string Class()
    {
        var isNegated = _at < pattern.Length && pattern[_at] == '^';
        if (isNegated) _at++;
        var set = new StringBuilder();
        for (var first = true; _at < pattern.Length && (first || pattern[_at] != ']'); first = false)
        {
            var from = pattern[_at++];
            if (from == '\\' && _at < pattern.Length) set.Append(Shorthand(pattern[_at++]));
            else if (_at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']')
            {
                var to = pattern[_at + 1];
                for (int c = from; c <= to && c - from < 256; c++) set.Append((char)c);
                _at += 2;
            }
            else set.Append(from);
        }

        if (_at < pattern.Length) _at++;
        var excluded = set.ToString();
        var all = isNegated ? string.Concat((Letters + Digits).Where(one => !excluded.Contains(one))) : excluded;
        return all.Length > 0 ? all : "-";
    }

    private (int Least, int Most) Count()
    {
        var (least, most) = (1, 1);
        if (_at >= pattern.Length) return (least, most);
        switch (pattern[_at])
        {
            case '?': (_at, least) = (_at + 1, 0); break;
            case '*': (_at, least, most) = (_at + 1, 0, 4); break;
            case '+': (_at, most) = (_at + 1, 4); break;
            case '{' when pattern.IndexOf('}', _at) is > 0 and var close:
                var bounds = pattern[(_at + 1)..close].Split(',');
                _at = close + 1;
                least = int.TryParse(bounds[0], out var low) ? Math.Clamp(low, 0, LongestText) : 1;
                most = bounds.Length == 1 ? least : int.TryParse(bounds[1], out var high) ? Math.Clamp(high, least, least + 8) : least + 4;
                break;
        }

        if (_at < pattern.Length && pattern[_at] == '?') _at++;
        return (least, most);
    }

    private void Write(char letter)
    {
        if (_text.Length < LongestText) _text.Append(letter);
    }
}
