namespace CallForge.LocalServer.Teachers.Deviating;

/// <summary>The lines above the conversation: the user id first, then the date.</summary>
internal static class MetadataDeviations
{
    public static readonly Deviation[] All =
    [
        new("metadata-missing", "no metadata", (written, _) => written.Any(LineKind.Metadata)
            ? string.Join('\n', written.Lines.SkipWhile(line => !line.IsTurn))
            : null),
        Line("metadata-date-missing", "no date", 1, (_, _) => null),
        Line("metadata-without-brackets", "metadata labels without brackets", 0, (line, _) => new WrittenLine(LineKind.Plain, "", $"{line.Label}: {line.Text}")),
        Line("metadata-quoted", "the user id in quotes", 0, (line, _) => line with { Text = $"\"{line.Text}\"" }),
        Line("metadata-in-brackets", "the user id in angle brackets", 0, (line, _) => line with { Text = $"<{line.Text}>" }),
        Line("metadata-capitals", "the user id in capitals", 0, (line, _) => line with { Text = line.Text.ToUpperInvariant() }),
        Line("metadata-full-width", "full-width digits in the date", 1, (line, _) => line with { Text = string.Concat(line.Text.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter + 0xFEE0) : letter)) }),
        Line("metadata-other-hyphens", "other hyphens in the date", 1, (line, _) => line with { Text = line.Text.Replace('-', '\u2011') }),
        Line("metadata-inside-brackets", "a value inside the brackets of its label", 1, (line, _) => new WrittenLine(LineKind.Plain, "", $"[{line.Label}: {line.Text}]")),
        Line("metadata-empty", "no value after the label", 0, (line, _) => line with { Text = "" }),
        Line("metadata-bold", "a metadata line in bold", 1, (line, _) => new WrittenLine(LineKind.Plain, "", $"**{line.Marker}** {line.Text}")),
        Line("metadata-date-in-words", "the date in words", 1, (line, _) => line.Text.Split('-') is [var year, var month, var day]
            ? line with { Text = $"{year}년 {month.TrimStart('0')}월 {day.TrimStart('0')}일" }
            : line),
        Line("metadata-no-date", "something else for the date", 1, (line, _) => line with { Text = "오늘" }),
        Line("metadata-other-user", "another user id than asked for", 0, (line, random) => line with { Text = random.NextUuid() }),
        Line("metadata-other-date", "another date than asked for", 1, (line, random) => line with { Text = $"2019-0{1 + random.Next(9)}-1{random.Next(10)}" }),
        Line("metadata-twice", "a metadata line twice", 0, (line, _) => line with { Text = $"{line.Text}\n{line}" }),
    ];

    /// <param name="number">Which metadata line.</param>
    private static Deviation Line(string name, string description, int number, Func<WrittenLine, SeededRandom, WrittenLine?> write) =>
        new(name, description, (written, random) =>
        {
            var places = written.Where(LineKind.Metadata);
            if (places.Count <= number) return null;
            var line = written.Lines[places[number]];
            var instead = write(line, random);
            return instead == line ? null : written.With(places[number], instead is null ? [] : [instead]).ToString();
        });
}
