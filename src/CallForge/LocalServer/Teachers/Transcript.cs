using System.Text;

namespace CallForge.LocalServer.Teachers;

/// <summary>A conversation written down in the transcript grammar, one paragraph per line.</summary>
internal sealed class Transcript
{
    private readonly StringBuilder _text = new(8192);
    private bool _isFirst = true;

    public Transcript(string userId, string date) => _text.Append($"[고객 ID] {userId}\n[대화날짜] {date}");

    /// <summary>The functions called so far, in order.</summary>
    public List<string> Functions { get; } = [];

    public void Customer(string text) => Line("(고객) ", text);

    public void Agent(string text) => Line("(AI 상담사) ", text);

    public void Call(string call, string response)
    {
        Line("(function_call) ", call);
        Line("(function_response) ", response);
    }

    public override string ToString() => _text.ToString();

    // Small talk comes from a file: one line, so that nothing of it can look like a marker.
    private void Line(string marker, string text)
    {
        _text.Append('\n');
        if (_isFirst) _text.Append('\n');
        _isFirst = false;
        _text.Append(marker).Append(text);
    }
}
