using System.Text.RegularExpressions;
using CallForge.Files;

namespace CallForge.Publish;

/// <summary>The language of a dataset as the Hub writes it: the code of ISO 639 alone, without a region.</summary>
internal static partial class Language
{
    public static string Of(Report report, Objections objections)
    {
        var language = report.Provenance.Language;
        var code = language?.Split('-', '_')[0].ToLowerInvariant() ?? "";
        if (language is null) objections.Add($"report.json does not say in which language the dataset is, since callforge {report.Provenance.Version} did not note it; make it anew with callforge preprocess.");
        else if (!Code().IsMatch(code)) objections.Add($"The language '{language}' of the domain pack is no code of ISO 639, such as ko or en; mend it in domain.yaml and run callforge preprocess again.");
        return code;
    }

    [GeneratedRegex(@"^[a-z]{2,3}\z")]
    private static partial Regex Code();
}
