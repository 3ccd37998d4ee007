namespace CallForge;

/// <summary>The environment, then the file <c>.env</c> of the current folder, which is read when something is asked that the environment does not have.</summary>
internal static class DotEnv
{
    /// <param name="warn">Told of lines that cannot be read.</param>
    /// <returns>What a name stands for; null if nowhere, or if it stands for nothing. A file that cannot be read is a <see cref="CommandFailure"/>.</returns>
    public static Func<string, string?> Load(string path, Action<string> warn)
    {
        var values = new Lazy<IReadOnlyDictionary<string, string>>(() => Read(path, warn));
        return name => NonEmpty(Environment.GetEnvironmentVariable(name)) ?? NonEmpty(values.Value.GetValueOrDefault(name));
    }

    private static Dictionary<string, string> Read(string path, Action<string> warn)
    {
        try
        {
            // A folder of that name is somebody's Python environment. The reader knows byte order marks, as editors on Windows write them.
            var file = new DotEnvText(File.Exists(path) ? File.ReadAllText(path) : "", Environment.GetEnvironmentVariable);
            foreach (var line in file.UnreadLines) warn($"'{path}:{line}' is no NAME=value, or its quotes do not match; the line is passed over.");
            return file.Values;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"Cannot read '{path}': {exception.Message.TrimEnd('.')}; mend the file or its rights, or move it away and set what is needed in the environment.", exception);
        }
    }

    private static string? NonEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
