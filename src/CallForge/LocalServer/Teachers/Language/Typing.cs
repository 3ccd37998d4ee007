namespace CallForge.LocalServer.Teachers.Language;

/// <summary>
/// How carelessly a customer types: a space left out, a slip of the finger. It is done to the words of a phrase only,
/// never to what fills its slots, for names, numbers and addresses must stay right.
/// </summary>
internal sealed class Typing
{
    private readonly (string Right, string Wrong)[] _slips;
    private readonly int _carelessTurns;
    private readonly int _lostSpaces;
    private readonly SeededRandom _random;
    private bool _isCareless;
    private bool _hasSlipped;

    /// <param name="slips">Phrases of the form <c>있/잇</c>.</param>
    public Typing(IEnumerable<string> slips, string manner, SeededRandom random)
    {
        _random = random;
        _slips = [.. slips.Select(slip => slip.Split('/')).Select(pair => (pair[0], pair[1]))];
        (_carelessTurns, _lostSpaces) = manner switch
        {
            "hurried" => (50, 35),
            "casual" => (35, 40),
            "elderly" => (20, 0),
            _ => (0, 0),
        };
    }

    public void BeginTurn()
    {
        _isCareless = _random.Chance(_carelessTurns);
        _hasSlipped = false;
    }

    public string Type(string text)
    {
        if (!_isCareless) return text;
        text = LoseSpaces(text);
        var fitting = _hasSlipped ? [] : _slips.Where(slip => text.Contains(slip.Right, StringComparison.Ordinal)).ToList();
        if (fitting.Count == 0 || !_random.Chance(50)) return text;
        _hasSlipped = true;
        var (right, wrong) = _random.Pick(fitting);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        return text[..at] + wrong + text[(at + right.Length)..];
    }

    // Only between two words: what stands beside a slot or a sign keeps its distance, and so does "아" or "오".
    private string LoseSpaces(string text)
    {
        for (var i = text.Length - 2; i > 0; i--)
        {
            if (text[i] == ' ' && EndsWord(text, i) && IsHangul(text[i + 1]) && _random.Chance(_lostSpaces)) text = text.Remove(i, 1);
        }

        return text;
    }

    private static bool EndsWord(string text, int end) =>
        IsHangul(text[end - 1]) && (text[end - 1] is '안' or '못' or '수' || (end > 1 && IsHangul(text[end - 2])));

    private static bool IsHangul(char letter) => letter is >= '가' and <= '힣';
}
