using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CallForge.Conversations;
using JsonArray = System.Text.Json.Nodes.JsonArray;

namespace CallForge.LocalServer.Teachers.Generic;

internal sealed class English : Tongue
{
    private static readonly string[] Prepositions = ["by", "after", "before", "until", "from", "to", "on", "at", "for", "under", "over"];
    private static readonly string[] Mine = ["phone", "email", "address", "birthday", "age", "weight", "height", "mobile", "telephone"];

    public override Wish? OfText(string text) => EnglishWish.OfTopic(OneLine(text)) is not { } wish ? null
        : wish.StartsWith("know ", StringComparison.Ordinal) ? new Wish("wish-know", wish[5..]) : new Wish("wish-own", wish);

    public override Wish OfTool(Tool tool) =>
        new("wish-service", EnglishWish.OfTool(OneLine(tool.Description)) ?? EnglishWish.OfName(tool.Name));

    public override Wish OfId(string id) => new("wish-with", $"a {string.Join(' ', NameWords.Split(id))}");

    public override Wish About(Wish wish, string kind) =>
        wish with { Text = Regex.Replace(wish.Text, $@"\b(an?|the|one|my) {Regex.Escape(kind)}\b(?! \w+ed\b)", $"that {kind}") };

    public override string ForYou(string text) => Regex.Replace(Regex.Replace(text, @"\bmy\b", "your"), @"\bme\b", "you");

    public override string Label(string name, Schema schema)
    {
        var words = NameWords.Split(name);
        return string.Join(' ', words).Replace(" id", " ID", StringComparison.Ordinal) switch
        {
            "id" => "ID",
            var label when label.StartsWith("min ", StringComparison.Ordinal) => $"minimum {label[4..]}",
            var label when label.StartsWith("max ", StringComparison.Ordinal) => $"maximum {label[4..]}",
            var label => label,
        };
    }

    public override string State(IEnumerable<SaidValue> said)
    {
        var (plain, sentences) = (new List<string>(), new List<string>());
        foreach (var value in said)
            if (Special(value) is { } sentence) sentences.Add(sentence);
            else plain.Add($"{Whose(value.Name)} {Label(value.Name, value.Schema)} is {Value(value.Name, value.Schema, value.Value)}");
        if (plain.Count > 0) sentences.Insert(0, Stop(Capital(Join(plain))));
        return string.Join(' ', sentences);
    }

    public override string Details(IEnumerable<(string Name, Schema Schema, JsonNode? Value)> fields) => Join([.. fields.Select(field => Clause(field.Name, field.Schema, field.Value))]);

    public override string Item(string? name, IEnumerable<(string Name, Schema Schema, JsonNode? Value)> fields)
    {
        var details = string.Join(", ", fields.Select(field => Short(field.Name, field.Schema, field.Value)));
        return name is null ? details : details.Length == 0 ? Quote(OneLine(name)) : $"{Quote(OneLine(name))} ({details})";
    }

    public override string Count(int count, string kind) => count.ToString(CultureInfo.InvariantCulture);

    public override string Join(IReadOnlyList<string> parts, bool isChoice = false) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} {(isChoice ? "or" : "and")} {parts[^1]}",
    };

    public override string After(string opening, string sentence) =>
        sentence.Length == 0 || sentence.StartsWith("I ", StringComparison.Ordinal) || sentence.StartsWith("I'", StringComparison.Ordinal) || !char.IsLetter(sentence[0]) || opening[^1] is '.' or '!' or '?'
            ? $"{opening} {sentence}" : $"{opening} {char.ToLowerInvariant(sentence[0])}{sentence[1..]}";

    protected override string YesNo(bool flag) => flag ? "yes" : "no";

    protected override string Day(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    protected override string Quote(string text) => $"\"{text}\"";

    private static string Whose(string name) => NameWords.Split(name).Any(Mine.Contains) ? "my" : "the";

    private string? Special(SaidValue said)
    {
        var (words, value) = (NameWords.Split(said.Name), Value(said.Name, said.Schema, said.Value));
        if (ArgumentMaker.IsQuery(said.Name)) return $"I'm looking for {value}.";
        if (Json.Flag(said.Value) is { } flag)
        {
            var rest = string.Join(' ', words.Except(["only", "is", "include", "with"]));
            if (words.Contains("only")) return flag ? $"Only {rest} ones, please." : $"They don't have to be {rest}.";
            return flag ? $"Please include {rest}." : $"Without {rest}, please.";
        }

        if (words.Length > 1 && Prepositions.Contains(words[^1])) return $"{Capital(Label(said.Name, said.Schema))} {value}, please.";
        return Json.Number(said.Value) is > 1 && words.Length == 1 && words[0].EndsWith('s') ? $"That's {value} {words[0]}." : null;
    }

    private string Clause(string name, Schema schema, JsonNode? value)
    {
        var (words, said) = (NameWords.Split(name), Value(name, schema, value));
        if (value is JsonArray list) return $"there {(list.Count == 1 ? "is" : "are")} {list.Count} {(list.Count == 1 ? NameWords.Singular(words[^1]) : words[^1])}";
        if (Json.Flag(value) is { } flag)
            return words.Length == 1 || words[0] == "is" ? $"it is {(flag ? "" : "not ")}{string.Join(' ', words.Where(word => word != "is"))}" : $"{Label(name, schema)}: {(flag ? "yes" : "no")}";
        if (words.Length > 1 && words[^1] == "at") return $"it was {string.Join(' ', words[..^1])} on {said}";
        if (words.Length > 1 && Prepositions.Contains(words[^1])) return words[0].EndsWith('s') ? $"it {Label(name, schema)} {said}" : $"it is {Label(name, schema)} {said}";
        return $"the {Label(name, schema)} is {said}";
    }

    private string Short(string name, Schema schema, JsonNode? value)
    {
        var words = NameWords.Split(name);
        if (value is JsonArray list) return $"{list.Count} {(list.Count == 1 ? NameWords.Singular(words[^1]) : words[^1])}";
        var label = string.Join(' ', words.Where(word => word != "is"));
        if (Json.Flag(value) is { } flag) return flag ? label : $"not {label}";
        return words[^1] is "author" or "artist" or "director" ? $"by {Value(name, schema, value)}" : $"{label} {Value(name, schema, value)}";
    }

    private static string Stop(string text) => text[^1] is '.' or '!' or '?' || text.EndsWith(".\"", StringComparison.Ordinal) ? text : $"{text}.";
}
