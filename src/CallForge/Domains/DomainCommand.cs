using System.CommandLine;

namespace CallForge.Domains;

internal static class DomainCommand
{
    public static Command Create(CommandContext context) => new("domain", "List, export and check domain packs.")
    {
        DomainListCommand.Create(context),
        DomainExportCommand.Create(context),
        DomainCheckCommand.Create(context),
    };
}
