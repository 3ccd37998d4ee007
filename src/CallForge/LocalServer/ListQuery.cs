using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace CallForge.LocalServer;

/// <summary><c>limit</c>, <c>after</c> and <c>order</c> of a list.</summary>
internal sealed record ListQuery(int Limit, string? After, bool IsAscending)
{
    public static ListQuery Read(HttpRequest request, int standard, int maximum)
    {
        var limit = standard;
        if (request.Query["limit"].ToString() is { Length: > 0 } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= maximum))
        {
            throw new RefusedException(Refusal.BadRequest(
                $"Invalid 'limit': expected an integer from 1 to {maximum}, but got '{text}' instead.", "limit", "invalid_value"));
        }

        var after = request.Query["after"].ToString();
        return new ListQuery(limit, after.Length > 0 ? after : null, request.Query["order"] == "asc");
    }

    public (IReadOnlyList<T> Page, string? FirstId, string? LastId, bool HasMore) Take<T>(IEnumerable<T> all, Func<T, string> id)
    {
        var rest = After is null ? all : all.SkipWhile(item => id(item) != After).Skip(1);
        var page = rest.Take(Limit + 1).ToList();
        var hasMore = page.Count > Limit;
        if (hasMore) page.RemoveAt(Limit);
        return page.Count == 0 ? (page, null, null, hasMore) : (page, id(page[0]), id(page[^1]), hasMore);
    }
}
