using System.Text;

namespace CallForge.LocalServer.Teachers.Language;

/// <summary>Makes sentences of phrases for one conversation, trying not to say the same one twice.</summary>
internal sealed class Voice(Phrases phrases, int manner, SeededRandom random)
{
    private readonly HashSet<Template> _said = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder _text = new();

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
                case Template.Part.Text text: Append(text.Value); break;
                case Template.Part.Slot slot: AppendSlot(slot, slots); break;
                case Template.Part.Symbol symbol: Expand(Pick(symbol.Name), slots); break;
                case Template.Part.Choice choice: Expand(random.Pick(choice.Options), slots); break;
            }
        }
    }

    private void AppendSlot(Template.Part.Slot slot, ReadOnlySpan<(string Name, string Value)> slots)
    {
        foreach (var (name, value) in slots)
        {
            if (name != slot.Name) continue;
            Append(value);
            if (slot.Particle is not null) _text.Append(Josa.After(value, slot.Particle));
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
