using System.Text;
using CallForge.Conversations;

namespace CallForge.LocalServer.Teachers;

/// <summary>A conversation written down in the transcript grammar, one paragraph per line.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder _text = new(8192);
    private readonly TranscriptLabels _labels;
    private bool _isFirst = true;

    /// <param name="labels">Those of the delivery script if none are given.</param>
    public Transcript(string userId, string date, TranscriptLabels? labels = null)
    {
        _labels = labels ?? Delivery;
        _text.Append($"[{_labels.UserId[0]}] {userId}\n[{_labels.Date[0]}] {date}");
    }

    private static TranscriptLabels Delivery { get; } = new(["고객"], ["AI 상담사"], ["function_call"], ["function_response"], ["고객 ID"], ["대화날짜"]);

    /// <summary>The functions called so far, in order.</summary>
    public List<string> Functions { get; } = [];

    public void Customer(string text) => Line(_labels.Customer[0], Spoken(text));

    public void Agent(string text) => Line(_labels.Assistant[0], Spoken(text));

    /// <param name="call">One call, or a list of calls made together.</param>
    /// <param name="responses">A line for each call, in their order.</param>
    public void Call(string call, params IEnumerable<string> responses)
    {
        Line(_labels.FunctionCall[0], call);
        foreach (var response in responses) Line(_labels.FunctionResponse[0], response);
    }

    public override string ToString() => _text.ToString();

    // Small talk and packs come from anybody: what somebody says must not look like a marker.
    private string Spoken(string text)
    {
        foreach (var label in (string[])[_labels.Customer[0], _labels.Assistant[0], _labels.FunctionCall[0], _labels.FunctionResponse[0]])
            text = text.Replace($"({label})", label, StringComparison.Ordinal);
        return text;
    }

    private void Line(string label, string text)
    {
        _text.Append('\n');
        if (_isFirst) _text.Append('\n');
        _isFirst = false;
        _text.Append('(').Append(label).Append(") ").Append(text);
    }
}
