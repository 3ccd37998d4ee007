using System.Text;

namespace CallForge.LocalServer.Teachers.Generic;

/// <summary>Names of functions and fields, <c>snake_case</c> or <c>camelCase</c>, taken apart into words.</summary>
internal static class NameWords
{
    private static readonly string[] Containers = ["item", "items", "result", "results", "data", "list", "rows", "entries", "records", "matches", "hits", "response", "value"];

    /// <summary>The words in lower case: <c>pickupBranch</c> and <c>pickup_branch</c> are both <c>pickup branch</c>.</summary>
    public static string[] Split(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) text.Append(' ');
            text.Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : ' ');
        }

        var words = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? words : ["value"];
    }

    public static string Snake(string name) => string.Join('_', Split(name));

    public static bool IsId(string name) => Split(name)[^1] is "id" or "uuid";

    public static bool IsIdList(string name) => Split(name) is [_, .., "ids"];

    /// <summary>The name ids go by in a conversation: <c>id</c> of a loan, <c>loanId</c> and <c>loan_ids</c> are all <c>loan_id</c>.</summary>
    public static string IdName(string name, string kind)
    {
        var words = Split(name);
        return words.Length == 1 ? $"{kind}_id" : string.Join('_', words[..^1]) + "_id";
    }

    /// <summary>What a field holds one or several of; of <c>items</c> and the like, what holds them says it.</summary>
    public static string Kind(string name, string owner)
    {
        var words = Split(name);
        return words.Length == 1 && Containers.Contains(words[0]) ? owner : Singular(words[^1]);
    }

    public static string Singular(string word) => word switch
    {
        "status" or "address" or "news" or "series" or "bus" or "class" => word,
        _ when word.EndsWith("ies", StringComparison.Ordinal) && word.Length > 4 => word[..^3] + "y",
        _ when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && word.Length > 3 => word[..^1],
        _ => word,
    };
}
