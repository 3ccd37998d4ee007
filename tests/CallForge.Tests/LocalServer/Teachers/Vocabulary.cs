using System.Buffers;
using System.Text.Json;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

/// <summary>Restaurants and dishes that the agent may only speak of when a response or the customer named them.</summary>
internal static class Vocabulary
{
    private static readonly string[] Names = Read();
    private static readonly SearchValues<string> AnyName = SearchValues.Create(Names, StringComparison.Ordinal);

    public static void Check(string text, string said, IReadOnlyList<JsonElement> responses)
    {
        for (var at = text.AsSpan().IndexOfAny(AnyName); at >= 0;)
        {
            // The longest name that begins here: 얼큰순대국, not 순대국 in it.
            var name = Names.Where(one => text.AsSpan(at).StartsWith(one)).MaxBy(one => one.Length)!;
            var isKnown = said.Contains(name, StringComparison.Ordinal)
                || responses.Any(response => response.GetRawText().Contains(name, StringComparison.Ordinal));
            Assert.True(isKnown, $"Nobody named '{name}' before: {text}");
            at += name.Length;
            var next = text.AsSpan(at).IndexOfAny(AnyName);
            at = next < 0 ? -1 : at + next;
        }
    }

    // What customers search by is everybody's word, and so is what is short enough to be part of others.
    private static string[] Read()
    {
        var kinds = TeacherData.Read().Delivery.KindsByCategory.SelectMany(kinds => kinds).ToList();
        var words = kinds.SelectMany(kind => kind.Words).ToHashSet();
        return [.. kinds.SelectMany(kind => kind.Names.Concat(kind.Menus.Select(menu => menu.Name)))
            .Where(name => name.Length > 2 && !words.Contains(name)).Distinct()];
    }
}
