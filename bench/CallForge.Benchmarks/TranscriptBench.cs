using BenchmarkDotNet.Attributes;
using CallForge.Conversations;

namespace CallForge.Benchmarks;

/// <summary>How fast is one transcript read into a conversation, on one thread?</summary>
[MemoryDiagnoser]
public class TranscriptBench
{
    private readonly byte[] _transcript = Samples.Transcript;
    private readonly TranscriptReader _reader = new(Samples.Pack.Labels, Samples.Pack.Tools);

    [GlobalSetup]
    public void Check()
    {
        var reading = _reader.Read(_transcript);
        if (reading.Conversation is not { } conversation) throw new InvalidOperationException("The sample is rejected.");
        Console.WriteLine($"// A transcript of {_transcript.Length} bytes, {conversation.Turns.Count} turns, {reading.Repairs.Count} repairs");
    }

    [Benchmark]
    public object Read() => _reader.Read(_transcript);
}
