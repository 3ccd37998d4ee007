using System.CommandLine;
using CallForge.Files;
using CallForge.OpenAI;

namespace CallForge.Generate;

/// <summary>The options of <c>generate-batch</c> that are no paths; <c>run</c> and <c>preview</c> have them too.</summary>
internal sealed class GenerateOptionSet
{
    private readonly Option<int?> _count = Options.Positive("--count", "Number of requests. More of the same run may be asked for later; the ones there are stay as they are. Default: what the mix is made for, 400; gold: 80.");
    private readonly Option<long> _seed = Options.Seed("Seed of everything that is drawn: the same options make the same bytes.");
    private readonly Option<string> _domain = Options.Domain();
    private readonly Option<string> _mix = new("--mix") { Description = "How many conversations of each type: a mix of the domain, such as balanced, classic or gold, the evaluation set.", DefaultValueFactory = _ => "balanced" };
    private readonly Option<string?> _model = new("--model") { Description = $"Model that writes the transcripts. Default: {ModelTable.DefaultModel}, and from its shutdown date on the first successor in the model table." };
    private readonly Option<string> _endpoint = new("--endpoint") { Description = "Shape of the request bodies: responses (/v1/responses) or chat (/v1/chat/completions, for other engines).", DefaultValueFactory = _ => "responses" };
    private readonly Option<int?> _maxOutputTokens = Options.Positive("--max-output-tokens", "Limit of each answer in tokens, reasoning included; none by default.");
    private readonly Option<string?> _reasoningEffort = new("--reasoning-effort") { Description = "Passed on: none, minimal, low, medium, high, xhigh or max; the model's own default if left out." };
    private readonly Option<string> _chitchat = new("--chitchat") { Description = "CSV with a column Q of small talk: a URL, a path, or none for the domain's own lines.", DefaultValueFactory = _ => GenerateOptions.DefaultChitchat };

    private readonly RequestSettingsOptionSet _settings = new();

    public GenerateOptionSet()
    {
        _endpoint.AcceptOnlyFromAmong("responses", "chat");
        _reasoningEffort.AcceptOnlyFromAmong("none", "minimal", "low", "medium", "high", "xhigh", "max");
    }

    public Option<long> Seed => _seed;

    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    /// <param name="before">The <c>run.json</c> of the requests: what is not named is as there; null if there is none.</param>
    /// <param name="beforePath">Where that is, for people.</param>
    public GenerateOptions Read(ParseResult arguments, RunFile? before, string beforePath, CommandContext context)
    {
        var named = All.Where(arguments.IsNamed).Select(option => option.Name).ToList();
        var options = before is null ? Standard(arguments, context) : Remembered(arguments, before, named);
        var remembered = before is null ? [] : options.Words().Where(word => !named.Contains(word.Name)).Select(word => $"{word.Name} {word.Value}").ToList();
        if (remembered.Count > 0) context.Terminal.Say($"as in '{beforePath}': {string.Join(' ', remembered)}");
        return RequestSettingsOptionSet.Check(options with { Named = named });
    }

    private IEnumerable<Option> All => [_count, _seed, _domain, _mix, _model, _endpoint, _maxOutputTokens, _reasoningEffort, _chitchat, .. _settings.All];

    private GenerateOptions Standard(ParseResult arguments, CommandContext context) => new(
        arguments.GetValue(_count), arguments.GetValue(_seed), arguments.GetValue(_domain)!, arguments.GetValue(_mix)!, arguments.GetValue(_model) ?? DefaultModel(context),
        EndpointIn(arguments), arguments.GetValue(_maxOutputTokens), arguments.GetValue(_reasoningEffort), arguments.GetValue(_chitchat)!)
    {
        Settings = _settings.Read(arguments, RequestSettings.None),
    };

    private GenerateOptions Remembered(ParseResult arguments, RunFile before, List<string> named)
    {
        return new GenerateOptions(
            Value(_count, before.Count), Value(_seed, before.Seed), Value(_domain, before.Domain)!, Value(_mix, before.Mix)!, Value(_model, before.Model)!,
            named.Contains(_endpoint.Name) ? EndpointIn(arguments) : Endpoints.Of(before.Endpoint), Value(_maxOutputTokens, before.MaxOutputTokens),
            Value(_reasoningEffort, before.ReasoningEffort), Value(_chitchat, before.Chitchat?.Option ?? GenerateOptions.DefaultChitchat)!)
        {
            Settings = _settings.Read(arguments, RequestSettings.Of(before)),
        };

        T? Value<T>(Option<T> option, T remembered) => named.Contains(option.Name) ? arguments.GetValue(option) : remembered;
    }

    private Endpoint EndpointIn(ParseResult arguments) => arguments.GetValue(_endpoint) == "chat" ? Endpoint.Chat : Endpoint.Responses;

    private static string DefaultModel(CommandContext context)
    {
        var model = ModelTable.Current.DefaultOn(context.Today);
        if (model != ModelTable.DefaultModel)
            context.Terminal.Say($"OpenAI shut down '{ModelTable.DefaultModel}' on {ModelTable.Current.Find(ModelTable.DefaultModel)!.ShutdownDate:yyyy-MM-dd}; the default model is its successor '{model}'.");
        return model;
    }
}
