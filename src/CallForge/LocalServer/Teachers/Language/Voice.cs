using System.Text;

namespace CallForge.LocalServer.Teachers.Language;

/// <summary>Makes sentences of phrases for one conversation, trying not to say the same one twice.</summary>
internal sealed class Voice(Phrases phrases, int manner, SeededRandom random)
{
    /// <summary>Why the customer wants to eat; nobody gives two reasons in one conversation.</summary>
    public const string Reason = "hunger";

    // Written as a particle: 이에요 or 이야, as the customer speaks.
    private const string Is = "이다";

    private readonly HashSet<Template> _said = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _muted = [];
    private readonly StringBuilder _text = new();
    private readonly Typing _typing = new(phrases.Slips(manner), Phrases.Manners[manner], random);
    private readonly string _is = Phrases.Manners[manner] == "casual" ? "이야" : "이에요";
    private bool _isTyped;

    /// <summary>A sentence of the customer, with the slips of somebody who types like that.</summary>
    public string Type(string symbol, params ReadOnlySpan<(string Name, string Value)> slots)
    {
        _typing.BeginTurn();
        _isTyped = true;
        var text = Say(symbol, slots);
        _isTyped = false;
        return text;
    }

    /// <summary>Makes a symbol say nothing from now on.</summary>
    public void Mute(string symbol) => _muted.Add(symbol);

    public string Say(string symbol, params ReadOnlySpan<(string Name, string Value)> slots)
    {
        _text.Clear();
        Expand(Pick(symbol), slots);
        while (_text.Length > 0 && _text[^1] == ' ') _text.Length--;
        return _text.ToString();
    }

    private Template Pick(string symbol)
    {
        var options = phrases.Of(symbol, manner);
        if (options.Length == 0) throw new KeyNotFoundException($"'{symbol}' has no phrase for {Phrases.Manners[manner]} customers.");
        var pick = random.Pick(options);
        for (var i = 0; i < 4 && _said.Contains(pick); i++) pick = random.Pick(options);
        _said.Add(pick);
        return pick;
    }

    private void Expand(Template template, ReadOnlySpan<(string Name, string Value)> slots)
    {
        foreach (var part in template.Parts)
        {
            switch (part)
            {
                case Template.Part.Text text: Append(_isTyped ? _typing.Type(text.Value) : text.Value); break;
                case Template.Part.Slot slot: AppendSlot(slot, slots); break;
                case Template.Part.Symbol symbol: ExpandSymbol(symbol.Name, slots); break;
                case Template.Part.Choice choice: Expand(random.Pick(choice.Options), slots); break;
            }
        }
    }

    private void ExpandSymbol(string symbol, ReadOnlySpan<(string Name, string Value)> slots)
    {
        if (_muted.Contains(symbol)) return;
        if (symbol == Reason) Mute(symbol);
        Expand(Pick(symbol), slots);
    }

    private void AppendSlot(Template.Part.Slot slot, ReadOnlySpan<(string Name, string Value)> slots)
    {
        foreach (var (name, value) in slots)
        {
            if (name != slot.Name) continue;
            Append(value);
            if (slot.Particle is not null) _text.Append(Josa.After(value, slot.Particle == Is ? _is : slot.Particle));
            return;
        }

        throw new KeyNotFoundException($"A phrase wants the slot '{slot.Name}', which its speaker did not fill.");
    }

    // A slot may be empty: two spaces become one, and none stays before a full stop.
    private void Append(string text)
    {
        if (text.Length == 0) return;
        var atSpace = _text.Length == 0 || _text[^1] == ' ';
        if (atSpace && _text.Length > 0 && text[0] is '.' or ',' or '?' or '!' && _text.Length > 0 && _text[^1] == ' ') _text.Length--;
        var start = 0;
        if (atSpace) while (start < text.Length && text[start] == ' ') start++;
        _text.Append(text, start, text.Length - start);
    }
}
