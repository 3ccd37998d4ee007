namespace CallForge.Hub;

/// <summary>A call as it is made, once or several times.</summary>
/// <param name="What">Completes "Cannot …".</param>
/// <param name="WithToken">Whether it says who we are; only ever to the Hub itself.</param>
internal sealed record HubCall(string What, HttpMethod Method, Uri Url, bool WithToken = true)
{
    /// <summary>Makes the body, anew for each try; what it is given is to be called whenever some of it is sent.</summary>
    public Func<Action, HttpContent>? Content { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>How long nothing may happen. There is no limit on the whole time of an upload that moves.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);
}
