using System.CommandLine;

namespace CallForge.Validation;

/// <summary>What conversations are checked for, on the command line.</summary>
internal sealed class CheckOptionSet
{
    private readonly Option<string> _check = new("--check") { Description = "How strict conversations are checked against the domain's contract: default; strict, where warnings reject too; warn, where nothing rejects; off.", DefaultValueFactory = _ => "default" };
    private readonly Option<int?> _maxTokens = CallForge.Options.Positive("--max-tokens", "Tokens (o200k) of a conversation's turns, beyond which it is too long. Default: any length.");

    public IReadOnlyList<Option> All => [_check, _maxTokens];

    public CheckOptionSet() => _check.AcceptOnlyFromAmong(CheckLevels.Names);

    public void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    public CheckOptions Read(ParseResult arguments) => new(CheckLevels.Parse(arguments.GetValue(_check)!), arguments.GetValue(_maxTokens));

    /// <param name="remembered">What counts where nothing is named.</param>
    public CheckOptions Read(ParseResult arguments, CheckOptions remembered) => new(
        arguments.IsNamed(_check) ? Read(arguments).Level : remembered.Level, arguments.IsNamed(_maxTokens) ? arguments.GetValue(_maxTokens) : remembered.MaxTokens);
}
