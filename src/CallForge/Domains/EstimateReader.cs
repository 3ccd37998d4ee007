using System.Globalization;

namespace CallForge.Domains;

/// <summary><c>estimate.yaml</c>, which a pack may have: what its transcripts are like in numbers, for estimates of cost. It shapes no request.</summary>
internal static class EstimateReader
{
    public const string File = "estimate.yaml";

    /// <summary>Tokens of a transcript on average; null if the pack does not say.</summary>
    public static int? Read(PackFiles files, PackMistakes mistakes)
    {
        if (!files.Names.Contains(File) || PackYaml.Load(files, File, mistakes)?.Fields(["output_tokens"]).GetValueOrDefault("output_tokens") is not { } field) return null;
        if (field.Text() is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) && tokens > 0) return tokens;
        field.Refuse($"output_tokens is '{text}'; write a whole number of at least 1.");
        return null;
    }
}
