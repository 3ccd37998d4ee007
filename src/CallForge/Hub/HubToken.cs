using System.Net.Http.Headers;

namespace CallForge.Hub;

/// <summary>The key to the Hub. Nothing can read it out of this object, so nothing can print it.</summary>
internal sealed class HubToken
{
    private readonly string _value;

    private HubToken(string value) => _value = value;

    /// <summary>Where the tools of the Hub look for it: the environment, then the file that <c>hf auth login</c> writes.</summary>
    public static HubToken Find(Func<string, string?> setting)
    {
        var (value, place) = InEnvironment(setting) ?? InFile(setting)
            ?? throw CommandFailure.Usage("There is no token of the Hub: set HF_TOKEN in the environment or in .env, or run hf auth login; one with write access is made at https://huggingface.co/settings/tokens.");
        if (value.Any(letter => letter is <= ' ' or > '~'))
            throw CommandFailure.Usage($"The token in {place} is not one of the Hub: it has blanks or letters in it that no token has; set it anew.");
        return new HubToken(value);
    }

    public void AddTo(HttpRequestMessage request) => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _value);

    /// <summary>What a service said, should it have quoted the token.</summary>
    public string Redact(string text) => text.Replace(_value, "(token)", StringComparison.Ordinal);

    private static (string Value, string Place)? InEnvironment(Func<string, string?> setting)
    {
        foreach (var name in (ReadOnlySpan<string>)["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"])
            if (Cleaned(setting(name)) is { } value) return (value, name);
        return null;
    }

    private static (string Value, string Place)? InFile(Func<string, string?> setting)
    {
        var path = NonEmpty(setting("HF_TOKEN_PATH")) ?? Path.Combine(HomeOf(setting), "token");
        if (path.StartsWith("~/", StringComparison.Ordinal)) path = Path.Combine(UserDir, path[2..]);
        return File.Exists(path) && Cleaned(File.ReadAllText(path)) is { } value ? (value, $"'{path}'") : null;
    }

    private static string HomeOf(Func<string, string?> setting) =>
        NonEmpty(setting("HF_HOME")) ?? Path.Combine(NonEmpty(setting("XDG_CACHE_HOME")) ?? Path.Combine(UserDir, ".cache"), "huggingface");

    private static string UserDir => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? Cleaned(string? value) => NonEmpty(value?.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim());

    private static string? NonEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
