using CallForge.LocalServer.Teachers.Delivery;
using CallForge.LocalServer.Teachers.Language;

namespace CallForge.LocalServer.Teachers.Scripts;

/// <summary>A filter in the customer's words: each condition is said when it is set, and only then.</summary>
internal static class SearchWords
{
    public static (string Name, string Value)[] Of(Scene scene, SearchFilter filter)
    {
        // Either "4.0" or "4점", the same for every place it is said in this sentence.
        var rating = filter.MinRating switch
        {
            null => "",
            { } tenths when tenths % 10 == 0 && scene.Chance(50) => $"{tenths / 10}점",
            { } tenths => Numerals.Rating(tenths),
        };
        return
        [
            ("target", Target(scene, filter)),
            ("food", filter.Query ?? filter.Category ?? ""),
            ("open", filter.OnlyOpen ? scene.Voice.Say("said-open") : ""),
            ("rating", rating.Length > 0 ? scene.Voice.Say("said-rating", ("rating", rating)) : ""),
            ("sort", filter.Sort is null ? "" : scene.Voice.Say($"said-sort-{filter.Sort}")),
        ];
    }

    /// <summary>The filter as the agent repeats it before the results.</summary>
    public static string Echo(Scene scene, SearchFilter filter)
    {
        var words = new List<string>();
        if (filter.OnlyOpen) words.Add("지금 영업 중인");
        if (filter.MinRating is { } rating) words.Add($"평점 {Numerals.Rating(rating)} 이상");
        words.Add(filter switch
        {
            { Query: null } => Place(filter.Category!),
            { Query: var dish } when scene.IsDish(dish) => $"{dish} {(scene.Chance(50) ? "가게" : "파는 곳")}",
            { Query: var name } => $"'{name}'",
        });
        return string.Join(' ', words);
    }

    public static string Place(string category) => category == "카페" ? category : category == "야식" ? "야식 가게" : $"{category}집";

    private static string Target(Scene scene, SearchFilter filter) =>
        filter.Query is null
            ? scene.Voice.Say(filter.Category == "카페" ? "cafe-place" : "category-place", ("category", filter.Category!))
            : scene.Voice.Say("dish-place", ("dish", filter.Query));
}
