using System.Net;

namespace CallForge;

/// <summary>
/// The proxy of the environment, but never for this machine itself, which no proxy reaches, and not for what
/// <c>NO_PROXY</c> names: <c>*</c>, hosts with all below them, addresses, networks such as 10.0.0.0/8, each with or without a port.
/// </summary>
internal sealed class ProxyBeyondLoopback(IWebProxy proxy, Func<string, string?> environment) : IWebProxy
{
    private readonly string[] _exceptions =
        (environment("no_proxy") ?? environment("NO_PROXY") ?? "").Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => IsThisMachine(host) || _exceptions.Any(exception => Names(exception, host)) || proxy.IsBypassed(host);

    private static bool IsThisMachine(Uri url) =>
        url.IsLoopback || url.DnsSafeHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.DnsSafeHost, out var address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    private static bool Names(string exception, Uri url)
    {
        if (exception == "*") return true;
        if (IPNetwork.TryParse(exception, out var network)) return IPAddress.TryParse(url.DnsSafeHost, out var address) && network.Contains(address);
        if (exception.LastIndexOf(':') is > 0 and var colon && int.TryParse(exception.AsSpan(colon + 1), out var port) && exception.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            if (port != url.Port) return false;
            exception = exception[..colon];
        }

        var host = exception.TrimStart('*').Trim('.', '[', ']');
        return url.DnsSafeHost.Equals(host, StringComparison.OrdinalIgnoreCase) || (host.Length > 0 && url.DnsSafeHost.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase));
    }
}
