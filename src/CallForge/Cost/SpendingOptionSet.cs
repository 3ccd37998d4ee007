using System.CommandLine;
using System.Globalization;

namespace CallForge.Cost;

/// <summary>The options that bound what is spent; every command that submits has them.</summary>
internal sealed class SpendingOptionSet
{
    private readonly Option<decimal?> _maxCost = new("--max-cost") { Description = "Dollars. Refuse to submit what could make this folder cost more in the worst case; the requests then need --max-output-tokens.", CustomParser = result => Dollars(result.Tokens[0].Value, result.AddError) };
    private readonly Option<bool> _yes = new("--yes") { Description = $"Do not ask before an estimate above ${Spending.Threshold}, or an unknown one, is submitted." };
    private readonly Option<long?> _maxEnqueuedTokens = new("--max-enqueued-tokens") { Description = "Most input tokens that this folder's unfinished batches may have together; larger parts are cut, and wait." };

    public SpendingOptionSet() => _maxEnqueuedTokens.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (!long.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1))
            result.AddError($"--max-enqueued-tokens is '{token.Value}'; give a whole number of at least 1.");
    });

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _maxCost, _yes, _maxEnqueuedTokens }) command.Options.Add(option);
    }

    public Spending Read(ParseResult arguments) => new(arguments.GetValue(_maxCost), arguments.GetValue(_yes), arguments.GetValue(_maxEnqueuedTokens));

    private static decimal? Dollars(string text, Action<string> refuse)
    {
        if (decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)) return dollars;
        refuse($"--max-cost is '{text}'; give dollars, such as 12.50.");
        return null;
    }
}
