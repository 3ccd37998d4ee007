using System.CommandLine;
using System.CommandLine.Parsing;
using CallForge.Domains;

namespace CallForge;

/// <summary>What was wrong with how a command was typed, in one sentence.</summary>
internal static class Mistyped
{
    /// <summary>Commands that the design has and this version does not; one that is there is never looked up here.</summary>
    private static readonly string[] Planned = ["view", "compare", "exclude", "export", "evaluate", "domain new", "domain import", "pull", "merge"];

    /// <summary>Has every option and argument refuse values that say nothing, or that have control characters nobody means.</summary>
    public static void RefuseEmptyValues(Command command)
    {
        foreach (var option in command.Options)
            option.Validators.Add(result => Refuse(result, option.Name));
        foreach (var argument in command.Arguments)
            argument.Validators.Add(result => Refuse(result, argument.Name));
        foreach (var inner in command.Subcommands) RefuseEmptyValues(inner);
    }

    public static string Sentence(ParseResult arguments)
    {
        var command = arguments.CommandResult.Command;
        var path = PathOf(command);
        if (arguments.UnmatchedTokens is [var word, ..])
        {
            if (Planned.Contains(path + word)) return $"'callforge {path}{word}' is planned and not in this version, {ToolVersion.Current}. See callforge {path}--help.";
            if (NearestOf(word, command) is { } meant) return $"There is no '{word}' in callforge {path.TrimEnd()}; did you mean '{meant}'?".Replace(" ;", ";", StringComparison.Ordinal);
            if (word.StartsWith('-')) return $"callforge {path}has no option '{word}'. See callforge {path}--help.";
        }

        // Without a command the first error only says so; the second names what was taken for one.
        var error = arguments.Errors[path.Length == 0 && arguments.Errors.Count > 1 ? 1 : 0];
        var sentence = string.Join(' ', error.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return $"{sentence} See callforge {path}--help.";
    }

    /// <summary><c>domain export </c>: the words that lead to a command; none for the root.</summary>
    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)}{command.Name} " : "";

    /// <summary>Of <c>generate</c> that is <c>generate-batch</c>, whatever the distance.</summary>
    private static string? NearestOf(string word, Command command)
    {
        var known = word.StartsWith('-')
            ? command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)).Append("--verbose").Append("--help").Where(name => name.StartsWith("--", StringComparison.Ordinal)).ToList()
            : [.. command.Subcommands.Select(inner => inner.Name)];
        var name = word.Split('=')[0];
        return known.FirstOrDefault(candidate => candidate.StartsWith($"{name}-", StringComparison.Ordinal)) ?? NearestName.Find(name, known);
    }

    private static void Refuse(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) result.AddError($"{name} is empty; give it a value, or leave it out.");
        else if (result.Tokens.Any(token => HasControl(token.Value))) result.AddError($"{name} has a line break or another control character in it; give it without.");
    }

    /// <summary>Within a value a line break may be meant, as in a message or in JSON; at an end of it, it was copied along.</summary>
    private static bool HasControl(string value) => char.IsControl(value[0]) || char.IsControl(value[^1]) || value.Any(letter => char.IsControl(letter) && !char.IsWhiteSpace(letter));
}
