namespace CallForge.LocalServer;

/// <summary>Who answers the requests.</summary>
internal abstract record Teacher
{
    /// <summary>This program.</summary>
    /// <param name="Answer">From the last user text of a request to the text of the answer; called from several threads.</param>
    internal sealed record Simulated(Func<string, string> Answer) : Teacher;

    /// <summary>An OpenAI-compatible server, to which bodies are sent as they are.</summary>
    /// <param name="Key">Null if it wants none.</param>
    /// <param name="Concurrency">How many requests it gets at a time.</param>
    internal sealed record Remote(Uri BaseUrl, string? Key, int Concurrency) : Teacher
    {
        /// <summary>Without the key.</summary>
        public override string ToString() => BaseUrl.ToString();
    }
}
