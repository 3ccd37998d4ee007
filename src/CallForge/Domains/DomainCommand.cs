using System.CommandLine;

namespace CallForge.Domains;

/// <summary>How <c>domain check</c> comes to the reader and the ladder without knowing them.</summary>
/// <returns>What is wrong with the examples, a sentence each, with its place.</returns>
internal delegate IReadOnlyList<string> CheckExamples(DomainPack pack);

internal static class DomainCommand
{
    public static Command Create(CommandContext context, CheckExamples checkExamples) => new("domain", "List, export and check domain packs.")
    {
        DomainListCommand.Create(context),
        DomainExportCommand.Create(context),
        DomainCheckCommand.Create(context, checkExamples),
    };
}
