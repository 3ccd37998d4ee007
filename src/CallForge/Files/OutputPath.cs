namespace CallForge.Files;

/// <summary>Where somebody wants an output: never over what a step was given, nor over what other steps keep in a data folder.</summary>
internal static class OutputPath
{
    private static readonly StringComparison Names = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <param name="ownName">The name of this step's own file, which is the one it may replace.</param>
    /// <param name="inputs">What the step reads.</param>
    /// <exception cref="CommandFailure">The path is that of another file of a data folder, or of an input.</exception>
    public static string Allow(string path, string ownName, params IEnumerable<string?> inputs)
    {
        RefuseInputs([path], inputs);
        if (FolderOf(path) is { } inner)
            throw CommandFailure.Usage($"--output is '{path}', in the folder '{inner}' where what was paid for is kept as it came; give a file elsewhere.");
        var name = Path.GetFileName(path);
        return name != ownName && DataFolder.Names.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? throw CommandFailure.Usage($"--output is '{path}', and '{name}' is what another step's file in a data folder is called; give another name.")
            : path;
    }

    /// <summary>For a step that writes more files than the one that is named.</summary>
    public static void RefuseInputs(IEnumerable<string> outputs, params IEnumerable<string?> inputs)
    {
        foreach (var output in outputs)
            if (inputs.FirstOrDefault(input => input is not null && Real(input).Equals(Real(output), Names)) is { } same)
                throw CommandFailure.Usage($"'{same}' is what is read, and '{output}' would be written over it; give another --output.");
    }

    /// <summary>The <c>raw/</c> or <c>local/</c> of a data folder that a path leads into; null if it does not.</summary>
    private static string? FolderOf(string path)
    {
        for (var dir = Path.GetDirectoryName(Real(path)); dir is not null; dir = Path.GetDirectoryName(dir))
        {
            var folder = DataFolder.Beside(dir);
            if ((dir == folder.RawDirPath || dir == folder.LocalStateDirPath) && (File.Exists(folder.BatchStatusFilePath) || File.Exists(folder.BatchInputFilePath))) return dir;
        }

        return null;
    }

    /// <summary>Whole, and without a link for its folder. A link for the file itself is replaced, and what it points to stays.</summary>
    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        var dir = Path.GetDirectoryName(full)!;
        var target = Directory.Exists(dir) ? new DirectoryInfo(dir).ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;
        return Path.Combine(target ?? dir, Path.GetFileName(full));
    }
}
