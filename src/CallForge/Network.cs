using System.Security.Authentication;

namespace CallForge;

/// <summary>What all clients have in common: which proxy they use, and how a call that failed is explained.</summary>
internal static class Network
{
    /// <summary>For every client of this process, also those of libraries.</summary>
    public static void KeepProxiesOffLoopback() => HttpClient.DefaultProxy = new ProxyBeyondLoopback(HttpClient.DefaultProxy, Environment.GetEnvironmentVariable);

    /// <summary>Completes "no answer (…)".</summary>
    public static string ReasonOf(Exception exception, TimeProvider time)
    {
        if (exception is OperationCanceledException) return "it took too long";
        var chain = new List<Exception>();
        for (var cause = exception; cause is not null; cause = cause.InnerException) chain.Add(cause);
        // A certificate is told by the innermost; of others the first names the address.
        if (chain.OfType<AuthenticationException>().LastOrDefault() is { } refused)
            return $"{refused.Message.TrimEnd('.')}; the clock of this machine says {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, and a wrong one makes certificates look invalid";
        var told = exception is AggregateException && exception.InnerException is { } inner ? inner : exception;
        if (told is HttpRequestException { InnerException: IOException broken }) told = broken;
        return told.Message.TrimEnd('.');
    }
}
