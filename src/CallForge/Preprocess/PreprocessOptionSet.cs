using System.CommandLine;

namespace CallForge.Preprocess;

/// <summary>The options of <c>preprocess</c> that are no paths; <c>run</c> has them too.</summary>
internal sealed class PreprocessOptionSet
{
    private readonly Option<string> _preamble = new("--preamble") { Description = "Text of the assistant before a call: keep it in front of the call, or drop it.", DefaultValueFactory = _ => "keep" };
    private readonly Option<string> _systemTurn = new("--system-turn") { Description = "First message: keep the system header, or none where system_prompt is pasted instead.", DefaultValueFactory = _ => "keep" };
    private readonly Option<string?> _pushToHub = new("--push-to-hub") { Description = "Repository on the Hugging Face Hub that the dataset is then pushed to, as push does." };

    public PreprocessOptionSet()
    {
        _preamble.AcceptOnlyFromAmong("keep", "drop");
        _systemTurn.AcceptOnlyFromAmong("keep", "none");
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _preamble, _systemTurn, _pushToHub }) command.Options.Add(option);
    }

    public PreprocessOptions Read(ParseResult arguments, Option<long> seed) =>
        new(arguments.GetValue(seed), arguments.GetValue(_preamble) == "keep", arguments.GetValue(_systemTurn) == "keep");

    /// <summary>Null if the dataset is not to be pushed.</summary>
    public PushDataset? ReadPush(ParseResult arguments, PreparePush prepare) =>
        arguments.GetValue(_pushToHub) is { } repository ? prepare(repository) : null;
}
