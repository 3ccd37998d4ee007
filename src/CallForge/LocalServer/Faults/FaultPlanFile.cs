using CallForge.Domains;

namespace CallForge.LocalServer.Faults;

/// <summary>
/// A plan of faults in YAML: a list of entries with <c>fault</c> and, where wanted, <c>call</c>, <c>batch</c>,
/// <c>amount</c>, <c>value</c>. All its mistakes are told at once, each with its line.
/// </summary>
internal static class FaultPlanFile
{
    public static IReadOnlyList<Fault> Read(string filePath)
    {
        var mistakes = new PackMistakes(Path.GetDirectoryName(filePath) is { Length: > 0 } folder ? folder : ".");
        var list = PackYaml.Parse(Text(filePath), Path.GetFileName(filePath), mistakes);
        var faults = (list?.Items() ?? []).Select(Fault).OfType<Fault>().ToList();
        mistakes.RefuseIfAny();
        return faults;
    }

    private static Fault? Fault(PackYaml entry)
    {
        var fields = entry.Fields(["fault"], "call", "batch", "amount", "value");
        return Word("fault") is { } name
            ? new FaultWords(name, Word("call"), Word("batch"), Word("amount"), Word("value"))
                .Read((word, message) => fields[word].Refuse(message))
            : null;

        string? Word(string key) => fields.GetValueOrDefault(key)?.Text();
    }

    private static string Text(string filePath)
    {
        try
        {
            return File.ReadAllText(filePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Usage($"The fault plan '{filePath}' cannot be read ({exception.Message.TrimEnd('.')}); give the path of a YAML file with --fault-plan.", exception);
        }
    }
}
