namespace CallForge.Hub;

/// <summary>Who a token belongs to; <c>GET /api/whoami-v2</c>.</summary>
internal sealed record Account(string Name, AccountAuth? Auth = null)
{
    /// <summary>Whether it is known that the token can change nothing.</summary>
    public bool CanOnlyRead => Auth?.AccessToken?.Role == "read";
}

internal sealed record AccountAuth(AccessToken? AccessToken = null);

/// <param name="Role"><c>read</c>, <c>write</c> or <c>fineGrained</c>.</param>
internal sealed record AccessToken(string? DisplayName = null, string? Role = null);
