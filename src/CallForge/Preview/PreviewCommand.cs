using System.CommandLine;
using CallForge.Domains;
using CallForge.Files;
using CallForge.Generate;
using CallForge.OpenAI;

namespace CallForge.Preview;

/// <summary>One request before anything is paid, and with <c>--live</c> one answer. Writes no file.</summary>
internal static class PreviewCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("preview", "Show one request as the model sees it, its tokens and its price; with --live, one answer and what would become of it.");
        var (generate, index, dir) = (new GenerateOptionSet(), Index(), Options.Dir());
        var live = new Option<bool>("--live") { Description = "Ask the provider for one answer now, at the standard rate, and read it as preprocess would." };
        var provider = new ProviderOptionSet();
        generate.AddTo(command);
        foreach (var option in new Option[] { index, dir, live }) command.Options.Add(option);
        provider.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var isLive = arguments.GetValue(live);
            if (!isLive && provider.GivenIn(arguments) is { } unused)
                throw CommandFailure.Usage($"Without --live nobody is asked, so '{unused}' has no effect; leave --provider and --base-url out, or give --live.");

            // The embedded server keeps a state, which is not the run's: a preview leaves nothing in --dir.
            using var scratch = new ScratchFolder();
            var folder = new DataFolder(arguments.GetValue(dir)!);
            var options = generate.Read(arguments, RunFile.Load(folder.RunFilePath), folder.RunFilePath, context);
            await using var connected = isLive
                ? await provider.ConnectAsync(arguments, new DataFolder(scratch.DirPath), context, cancellationToken, domain: options.Domain)
                : null;
            var pack = DomainPackReader.Read(options.Domain);
            var estimate = await EstimateAsync(options, arguments.GetValue(index), pack, folder, context, cancellationToken);
            if (connected is not { IsLocal: true }) WarnOfShutdown(options.Model, context);
            RequestText.Write(estimate.Request, context.Terminal.Out);
            new EstimateText(estimate, context.Terminal.Out).Write();
            return connected is null ? ExitCode.Done : await new LiveAnswer(connected, estimate, pack, context.Terminal).AskAsync(options.Endpoint, cancellationToken);
        });
        return command;
    }

    private static async Task<Estimate> EstimateAsync(
        GenerateOptions options, int index, DomainPack pack, DataFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        var generator = await GenerateStep.PrepareAsync(options, pack, folder, keepChitchat: false, context, cancellationToken);
        return index < generator.Count
            ? new Estimate(RenderedRequest.Read(generator.Line(index)), ModelTable.Current, generator.Count, options.MaxOutputTokens)
            : throw CommandFailure.Usage($"There is no request '{index}': --count {generator.Count} makes 0 to {generator.Count - 1}; give another --index, or a larger --count.");
    }

    private static void WarnOfShutdown(string model, CommandContext context)
    {
        if (ModelTable.Current.ShutdownWarning(model, context.Today) is { } warning) context.Terminal.Warn(warning);
    }

    private static Option<int> Index()
    {
        var option = new Option<int>("--index") { Description = "Which request of the run, from 0." };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var number) || number < 0))
                result.AddError($"--index is '{token.Value}'; give a whole number from 0.");
        });
        return option;
    }
}
