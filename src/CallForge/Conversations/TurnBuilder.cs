using System.Text;
using System.Text.RegularExpressions;

namespace CallForge.Conversations;

/// <summary>Makes turns of segments, under the rule that customer and assistant alternate and every call has its response.</summary>
internal sealed partial class TurnBuilder(
    IReadOnlyDictionary<string, Tool> tools, StrayMarkers strayMarkers, ForeignCalls foreignCalls, List<Diagnostic> repairs)
{
    private readonly List<Turn> _turns = [];
    private string? _lastNote;

    public IReadOnlyList<Turn> Turns => _turns;

    private Turn? Last => _turns.Count > 0 ? _turns[^1] : null;

    /// <summary>Null, or why these segments are no conversation.</summary>
    public Diagnostic? Add(ReadOnlySpan<Segment> segments)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            var isLast = i == segments.Length - 1;
            var isSpoken = segment.Marker is Marker.Customer or Marker.Assistant;
            if (isSpoken && isLast) segment = StrayText.WithoutClosingNote(segment, repairs);
            var rejection = isSpoken ? strayMarkers.Find(segment, startsLine: false) ?? foreignCalls.Find(segment) ?? StrayText.Find(segment, isLast) : null;
            rejection ??= segment.Marker switch
            {
                Marker.Customer => AddCustomer(segment),
                Marker.Assistant => AddAssistant(segment),
                Marker.FunctionCall => AddCalls(segment),
                Marker.FunctionResponse => AddResponses(RunOfResponses(segments, ref i)),
                _ => Diagnostic.Reject(RejectionCode.TwoConversations, "The metadata of a second conversation begins.", segment),
            };
            if (rejection is not null) return rejection;
            _lastNote = isSpoken ? segment.Note : null;
        }

        return Last is AssistantTurn { Calls.Count: 0 }
            ? null
            : Diagnostic.Reject(Last is AssistantTurn ? RejectionCode.CallWithoutResponse : RejectionCode.LastTurn, "The last turn is not an answer of the assistant.", segments[^1]);
    }

    private Diagnostic? AddCustomer(Segment segment)
    {
        if (segment.Content.IsEmpty) return Diagnostic.Reject(RejectionCode.EmptyTurn, "The customer says nothing.", segment);
        switch (Last)
        {
            case AssistantTurn { Calls.Count: > 0 }: return Diagnostic.Reject(RejectionCode.CallWithoutResponse, "The customer speaks before a call has its response.", segment);
            case ResponseTurn: return Diagnostic.Reject(RejectionCode.NoAnswer, "The customer speaks before the assistant has answered with the response.", segment);
            case CustomerTurn last:
                _turns[^1] = last with { Text = Merge(last.Text, segment, out var uncertain) };
                return uncertain;
            default:
                _turns.Add(new CustomerTurn(segment.Line, segment.Content));
                return null;
        }
    }

    private Diagnostic? AddAssistant(Segment segment)
    {
        if (segment.Content.IsEmpty) return Diagnostic.Reject(RejectionCode.EmptyTurn, "The assistant says nothing.", segment);
        switch (Last)
        {
            case null: return Diagnostic.Reject(RejectionCode.FirstTurn, "The assistant speaks first.", segment);
            case AssistantTurn { Calls.Count: > 0 }: return Diagnostic.Reject(RejectionCode.CallWithoutResponse, "The assistant speaks before a call has its response.", segment);
            case AssistantTurn last:
                _turns[^1] = last with { Text = Merge(last.Text, segment, out var uncertain) };
                return uncertain;
            default:
                _turns.Add(new AssistantTurn(segment.Line, segment.Content, []));
                return null;
        }
    }

    private Diagnostic? AddCalls(Segment segment)
    {
        var payload = Read(segment);
        if (payload.Error is not null) return Diagnostic.Reject(RejectionCode.BadPayload, $"The call cannot be read: {payload.Error}.", segment);
        var calls = ToolCallReader.Read(payload.Json, segment, tools, repairs, out var rejection);
        if (rejection is not null) return rejection;
        switch (Last)
        {
            case null: return Diagnostic.Reject(RejectionCode.FirstTurn, "A call comes before the customer has spoken.", segment);
            case AssistantTurn last:
                _turns[^1] = last with { Calls = [.. last.Calls, .. calls] };
                return null;
            default:
                _turns.Add(new AssistantTurn(segment.Line, default, calls));
                return null;
        }
    }

    private Diagnostic? AddResponses(ReadOnlySpan<Segment> segments)
    {
        if (Last is not AssistantTurn { Calls: { Count: > 0 } calls })
            return Diagnostic.Reject(RejectionCode.ResponseWithoutCall, "A response comes without a call before it.", segments[0]);

        if (ResponseNotes.Contradict(segments, calls) is { } contradiction) return contradiction;
        var responses = new List<ReadOnlyMemory<byte>>();
        for (var i = 0; i < segments.Length; i++)
        {
            var payload = Read(segments[i], calls[Math.Min(i, calls.Count - 1)]);
            if (payload.Error is not null) return Diagnostic.Reject(RejectionCode.BadPayload, $"The response cannot be read: {payload.Error}.", segments[i]);
            responses.Add(payload.Json);
        }

        if (ResponseRun.Match(responses, [.. calls.Select(call => tools[call.Name])]) is not { } matched)
            return Diagnostic.Reject(RejectionCode.ResponseCount, $"The responses to {calls.Count} calls cannot be told apart: there are {responses.Count}.", segments[0]);
        _turns.Add(new ResponseTurn(segments[0].Line, matched));
        return null;
    }

    private static ReadOnlySpan<Segment> RunOfResponses(ReadOnlySpan<Segment> segments, ref int i)
    {
        var start = i;
        while (i + 1 < segments.Length && segments[i + 1].Marker == Marker.FunctionResponse) i++;
        return segments[start..(i + 1)];
    }

    private Payload Read(Segment segment, ToolCall? call = null)
    {
        var payload = Payload.Read(segment.Content);
        if (payload.Error is not null && call is not null && tools[call.Name].MayReturnString && BareId().IsMatch(Encoding.UTF8.GetString(segment.Content.Span)))
        {
            Record(RepairCode.BareId, "An id without quotes was read as a string.", segment);
            return new Payload((byte[])[(byte)'"', .. segment.Content.Span, (byte)'"'], null, false, false);
        }

        if (payload.IsPythonLiteral) Record(RepairCode.PythonLiteral, "A Python literal was read as JSON.", segment);
        if (payload.IsFenced) Record(RepairCode.CodeFence, "A code fence around JSON was taken off.", segment);
        return payload;
    }

    /// <param name="uncertain">Why the two may have had another turn between them, or other speakers.</param>
    private byte[] Merge(ReadOnlyMemory<byte> text, Segment segment, out Diagnostic? uncertain)
    {
        uncertain = _lastNote is not null || segment.Note is not null || StrayMarkers.MayHideTurn(text)
            ? Diagnostic.Reject(RejectionCode.UncertainMerge, "Two turns of one role follow one another, and a line between them may be a marker that cannot be read.", segment)
            : null;
        Record(RepairCode.MergedTurns, "Two turns of one role in a row were joined.", segment);
        return [.. text.Span, (byte)'\n', .. segment.Content.Span];
    }

    private void Record(string code, string message, Segment segment) => repairs.Add(Diagnostic.Repair(code, message, segment));

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex BareId();
}
