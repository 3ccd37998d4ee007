namespace CallForge.StubHub;

/// <summary>Who makes a call, and what they may do.</summary>
internal sealed class Visitor
{
    private readonly StubHubOptions _options;

    private Visitor(StubHubOptions options, bool isSignedIn) => (_options, IsSignedIn) = (options, isSignedIn);

    public bool IsSignedIn { get; }

    public string Name => IsSignedIn ? _options.User : throw Unknown();

    public static Visitor Of(HttpRequest request, StubHubOptions options) => (string?)request.Headers.Authorization switch
    {
        null => new Visitor(options, isSignedIn: false),
        var header when header == $"Bearer {options.Token}" => new Visitor(options, isSignedIn: true),
        _ => throw Unknown(),
    };

    public void RequireWrite(string @namespace)
    {
        RequireToken();
        if (@namespace != _options.User && !_options.Organizations.Contains(@namespace)) throw new Refusal(403, $"You don't have the rights to write to the namespace \"{@namespace}\"");
    }

    /// <summary>Anybody may propose a change.</summary>
    public void RequireToken()
    {
        if (!IsSignedIn) throw Unknown();
        if (_options.Role == "read") throw new Refusal(403, "Forbidden: the token can only read");
    }

    public void RequireSight(StubRepository repository)
    {
        if (repository.IsPrivate && !IsSignedIn) throw Refusal.NoRepository(isSignedIn: false);
    }

    private static Refusal Unknown() => new(401, "Invalid credentials in Authorization header");
}
