using System.Buffers;

namespace CallForge.LocalServer;

/// <summary>A place where one request after another is run; its buffers are used again.</summary>
internal sealed class RequestSlot
{
    private byte[] _buffer = [];

    public ArrayBufferWriter<byte> Line { get; } = new();

    /// <summary>Null if the request failed or was not run.</summary>
    public Answer? Answer { get; private set; }

    public bool IsUnrun { get; private set; }

    public bool IsError => Answer is null;

    public Span<byte> Buffer(int length)
    {
        if (_buffer.Length < length) _buffer = new byte[length];
        return _buffer.AsSpan(0, length);
    }

    public void Run(RequestLine request, string hash, int index, Endpoint endpoint, Answers answers, long time, string? reasonToStop)
    {
        Line.ResetWrittenCount();
        Answer = null;
        IsUnrun = reasonToStop is not null;
        if (IsUnrun)
            OutputLine.WriteUnrun(request.CustomId!, hash, reasonToStop!, Line);
        else if ((Answer = answers.To(request.Body!, index, endpoint, out var refusal)) is null)
            OutputLine.WriteRefusal(request.CustomId!, hash, refusal!, Line);
        else
            OutputLine.WriteAnswer(request.CustomId!, hash, Line, body => endpoint.WriteBody(request.Body!, Answer, hash, time, body));
    }
}
