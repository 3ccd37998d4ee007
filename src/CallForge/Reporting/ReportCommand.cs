using System.CommandLine;
using CallForge.Files;

namespace CallForge.Reporting;

/// <summary>What a dataset consists of, from its <c>report.json</c> alone.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("report", "Tell what the dataset consists of: openings, closings, calls, arguments, errors, and what was lost.");
        var dir = Options.Dir();
        var json = new Option<bool>("--json") { Description = "Print report.json instead of tables." };
        command.Options.Add(dir);
        command.Options.Add(json);
        command.SetAction(arguments =>
        {
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var report = Report.Load(folder.ReportFilePath)
                ?? throw CommandFailure.Usage($"There is no '{folder.ReportFilePath}': make a dataset with callforge run or callforge preprocess, or give its folder as --dir.");
            if (report.Corpus is null)
                context.Terminal.Warn($"'{folder.ReportFilePath}' was made by {report.Provenance.Version}, which did not count openings, closings, arguments, errors and what was drawn; make it anew with callforge preprocess --dir {folder.DirPath}.");
            if (arguments.GetValue(json)) context.Terminal.Out.WriteLine(JsonFile.Text(report, JsonFile.Types.Report));
            else ReportText.Write(report, context.Terminal.Out);
            return ExitCode.Done;
        });
        return command;
    }
}
