using System.CommandLine;
using CallForge.OpenAI;

namespace CallForge.Generate;

/// <summary>The options of <c>generate-batch</c> that are no paths; <c>run</c> and <c>preview</c> have them too.</summary>
internal sealed class GenerateOptionSet
{
    private readonly Option<int?> _count = Options.Positive("--count", "Number of requests. More of the same run may be asked for later; the ones there are stay as they are. Default: what the mix is made for, 400; gold: 80.");
    private readonly Option<long> _seed = Options.Seed("Seed of everything that is drawn: the same options make the same bytes.");
    private readonly Option<string> _domain = Options.Domain();
    private readonly Option<string> _mix = new("--mix") { Description = "How many conversations of each type: a mix of the domain, such as balanced, classic or gold, the evaluation set.", DefaultValueFactory = _ => "balanced" };
    private readonly Option<string> _model = new("--model") { Description = "Model that writes the transcripts.", DefaultValueFactory = _ => ModelTable.DefaultModel };
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
        foreach (var option in (Option[])[_count, _seed, _domain, _mix, _model, _endpoint, _maxOutputTokens, _reasoningEffort, _chitchat, .. _settings.All]) command.Options.Add(option);
    }

    public GenerateOptions Read(ParseResult arguments) => RequestSettingsOptionSet.Check(new GenerateOptions(
        arguments.GetValue(_count), arguments.GetValue(_seed), arguments.GetValue(_domain)!, arguments.GetValue(_mix)!, arguments.GetValue(_model)!,
        arguments.GetValue(_endpoint) == "chat" ? Endpoint.Chat : Endpoint.Responses, arguments.GetValue(_maxOutputTokens), arguments.GetValue(_reasoningEffort), arguments.GetValue(_chitchat)!)
    {
        Settings = _settings.Read(arguments, RequestSettings.None),
    });
}
