using System.CommandLine;
using System.Globalization;

namespace CallForge.Generate;

/// <summary>The options that say what is asked of the model beside the prompt, for servers that know less than OpenAI, or more.</summary>
internal sealed class RequestSettingsOptionSet
{
    private readonly Option<string?> _tokenLimitField = new("--token-limit-field") { Description = "What --max-output-tokens is called in the bodies of --endpoint chat: max_completion_tokens, the default, or max_tokens, for servers that know only that." };
    private readonly Option<double?> _temperature = Number("--temperature", "Temperature of the sampling, 0 to 2; the model's own default if left out.", value => value is >= 0 and <= 2, "0 to 2");
    private readonly Option<double?> _topP = Number("--top-p", "Share of the likeliest tokens that is sampled from, above 0 up to 1; the model's own default if left out.", value => value is > 0 and <= 1, "above 0 up to 1");
    private readonly Option<string?> _extraBody = new("--extra-body") { Description = """JSON object whose members are added to the body of every request, such as {"top_k": 20, "chat_template_kwargs": {"enable_thinking": false}}.""" };

    public RequestSettingsOptionSet()
    {
        _tokenLimitField.AcceptOnlyFromAmong(RequestSettings.StandardLimitField, "max_tokens");
        _extraBody.CustomParser = result =>
        {
            try
            {
                return RequestSettings.ParseExtra(result.Tokens[0].Value);
            }
            catch (FormatException exception)
            {
                result.AddError($"--extra-body {exception.Message}; give an object in single quotes, such as '{{\"top_k\": 20}}'.");
                return null;
            }
        };
    }

    public IEnumerable<Option> All => [_tokenLimitField, _temperature, _topP, _extraBody];

    /// <param name="before">What is used for those that are not given.</param>
    public RequestSettings Read(ParseResult arguments, RequestSettings before) => new(
        arguments.GetValue(_tokenLimitField) ?? before.TokenLimitField, arguments.GetValue(_temperature) ?? before.Temperature,
        arguments.GetValue(_topP) ?? before.TopP, arguments.GetValue(_extraBody) ?? before.ExtraBody);

    /// <exception cref="CommandFailure">They contradict each other or the endpoint.</exception>
    public static GenerateOptions Check(GenerateOptions options)
    {
        var settings = options.Settings;
        if (settings.TokenLimitField is not null && options.Endpoint == OpenAI.Endpoint.Responses)
            throw CommandFailure.Usage("--token-limit-field is for --endpoint chat; in the bodies of responses the limit has one name.");
        return settings.Contradiction(options) is { } name
            ? throw CommandFailure.Usage($"--extra-body has '{name}', which these requests have already; leave it out there, or the option that gives it.")
            : options;
    }

    private static Option<double?> Number(string name, string description, Func<double, bool> isIn, string range)
    {
        var option = new Option<double?>(name) { Description = description };
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value) && isIn(value)) return value;
            result.AddError($"{name} is '{text}'; give a number from {range}.");
            return null;
        };
        return option;
    }
}
