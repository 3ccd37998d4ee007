using System.Text;
using System.Text.RegularExpressions;
using CallForge.Conversations;

namespace CallForge.Text.Rows.Reading;

/// <summary>A row as the conversation it holds, and what is wrong with how it holds it.</summary>
internal sealed record RowReading(RowFields Fields, Conversation Conversation, IReadOnlyList<RowMistake> Mistakes);

/// <summary>Rows of every format we write, and of those that others make of them → conversations.</summary>
/// <param name="tools">The functions of the domain.</param>
/// <param name="header">The system text with <c>{{user_id}}</c> and <c>{{date}}</c>: where formats without a column for them hold them.</param>
internal sealed class RowReader(IReadOnlyList<Tool> tools, string header)
{
    private readonly Dictionary<string, Tool> _tools = tools.ToDictionary(tool => tool.Name, StringComparer.Ordinal);
    private readonly Regex _userId = Line(header, "user_id");
    private readonly Regex _date = Line(header, "date");

    public RowReading Read(RowFields row)
    {
        var turns = new TurnReader(_tools);
        var problem = row.Problem;
        var messages = row.Text.IsEmpty ? row.Messages : ChatMarkup.Messages(row.Text, out problem);
        foreach (var message in messages) turns.Add(message);
        if (problem is null && messages.Count == 0) problem = "The row has no messages.";
        var system = Encoding.UTF8.GetString((turns.System.IsEmpty ? row.System : turns.System).Span);
        var conversation = new Conversation(
            row.UserId.IsEmpty ? Value(_userId, system) : row.UserId, row.Date.IsEmpty ? Value(_date, system) : row.Date, turns.Turns);
        var mistakes = problem is null ? turns.Mistakes : [.. turns.Mistakes, new RowMistake(RowMistake.BadRow, Math.Max(0, turns.Turns.Count - 1), null, "", default, problem)];
        return new RowReading(row, conversation, mistakes);
    }

    private static byte[] Value(Regex line, string system) =>
        line.Match(system) is { Success: true } match ? Encoding.UTF8.GetBytes(match.Groups["value"].Value) : [];

    /// <summary>The line of the header that holds a value, as a pattern; one that matches nothing if none does.</summary>
    private static Regex Line(string header, string name)
    {
        var place = "{{" + name + "}}";
        var line = header.Split('\n').FirstOrDefault(text => text.Contains(place, StringComparison.Ordinal));
        if (line is null) return new Regex("(?!)");
        var parts = line.Trim().Split(place, 2).Select(part => Regex.Escape(part).Replace(@"\{\{user_id}}", @"\S+", StringComparison.Ordinal).Replace(@"\{\{date}}", @"\S+", StringComparison.Ordinal)).ToArray();
        return new Regex($@"^\s*{parts[0]}(?<value>\S+?){parts[1]}\s*$", RegexOptions.Multiline | RegexOptions.NonBacktracking);
    }
}
