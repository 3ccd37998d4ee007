using System.Buffers;
using CallForge.OpenAI;

namespace CallForge.LocalServer;

/// <summary>A place where one request after another is run; its buffers are used again.</summary>
internal sealed class RequestSlot(InferenceEndpoint endpoint, Answers answers, long time)
{
    private static readonly RequestCounts Uncounted = new(0, 0, 0);
    private static readonly RequestCounts OneCompleted = new(0, 1, 0);
    private static readonly RequestCounts OneFailed = new(0, 0, 1);

    private byte[] _buffer = [];

    public ArrayBufferWriter<byte> Line { get; } = new();

    /// <summary>Null if the request failed or was not run.</summary>
    public Answer? Answer { get; private set; }

    public bool IsError => Answer is null;

    /// <summary>What the request adds to the counts of the batch.</summary>
    public RequestCounts Counts { get; private set; } = Uncounted;

    /// <summary>Makes the place free for a request of this length.</summary>
    public Span<byte> Take(int length)
    {
        Line.ResetWrittenCount();
        Answer = null;
        if (_buffer.Length < length) _buffer = new byte[length];
        return _buffer.AsSpan(0, length);
    }

    /// <param name="change">What a fault makes of the answer.</param>
    public void Run(InputLine request, string hash, int index, Func<Answer, Answer>? change = null)
    {
        if (answers.To(request.Body!, index, endpoint, out var refusal) is not { } answer)
        {
            Refuse(request, hash, refusal!);
            return;
        }

        Answer = change is null ? answer : change(answer);
        Counts = OneCompleted;
        OutputLine.WriteAnswer(request.CustomId!, hash, Line, body => endpoint.WriteBody(request.Body!, Answer, hash, time, body));
    }

    public void Refuse(InputLine request, string hash, Refusal refusal)
    {
        Counts = OneFailed;
        OutputLine.WriteRefusal(request.CustomId!, hash, refusal, Line);
    }

    // Seen of an expired batch: total 10, completed 1, failed 0 (warmbly/warmbly #333).
    public void Skip(InputLine request, string hash, string reason)
    {
        Counts = Uncounted;
        OutputLine.WriteUnrun(request.CustomId!, hash, reason, Line);
    }

    public void TimeOut(InputLine request, string hash)
    {
        Counts = OneFailed;
        OutputLine.WriteUnrun(request.CustomId!, hash, "request_timeout", Line);
    }

    public void SayNothing(InputLine request, string hash)
    {
        Counts = OneCompleted;
        OutputLine.WriteNothing(request.CustomId!, hash, Line);
    }

    /// <summary>Cuts the line off after three fifths.</summary>
    public void Shorten()
    {
        var line = Line.WrittenSpan[..(Line.WrittenCount * 3 / 5)].ToArray();
        Line.ResetWrittenCount();
        Line.Write(line);
        Line.Write("\n"u8);
    }
}
