namespace CallForge.Hub;

/// <summary>Which Hub, and who we are there.</summary>
internal sealed class HubSettings(Uri endpoint, HubToken token)
{
    /// <summary>What the Hub calls itself in its answers, also behind a proxy.</summary>
    private const string OwnName = "https://huggingface.co";

    private readonly string _endpoint = endpoint.ToString().TrimEnd('/');

    public string Host => endpoint.Host;

    public HubToken Token { get; } = token;

    public static HubSettings Read(Func<string, string?> setting)
    {
        if (setting("HF_HUB_OFFLINE")?.ToUpperInvariant() is "1" or "TRUE" or "YES" or "ON")
            throw CommandFailure.Usage("Cannot push: HF_HUB_OFFLINE is set, which forbids calls of the Hub; unset it.");
        var endpoint = setting("HF_ENDPOINT") is { Length: > 0 } text ? text : OwnName;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0 && !endpoint.Contains('@', StringComparison.Ordinal)
            ? new HubSettings(url, HubToken.Find(setting))
            : throw CommandFailure.Usage($"HF_ENDPOINT is {(endpoint.AsSpan().ContainsAny('@', '?', '#') ? "" : $"'{endpoint}', which is ")}no http(s) address of scheme, host and path; set one such as {OwnName}, or leave it out.");
    }

    /// <param name="path">Escaped, with a <c>/</c> in front.</param>
    public Uri At(string path) => new(_endpoint + path);

    /// <summary>An address the Hub answered with; its own name there means the endpoint.</summary>
    public Uri Resolve(string href)
    {
        var isOwn = href.StartsWith(OwnName, StringComparison.OrdinalIgnoreCase) && (href.Length == OwnName.Length || href[OwnName.Length] is '/' or '?');
        return Uri.TryCreate(isOwn ? _endpoint + href[OwnName.Length..] : href, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new CommandFailure($"{Host} answered with an address that is none; check HF_ENDPOINT, then run the command again.");
    }

    /// <summary>Whether the token may go there.</summary>
    public bool IsOwn(Uri url) => (url.Scheme, url.Host, url.Port) == (endpoint.Scheme, endpoint.Host, endpoint.Port);
}
