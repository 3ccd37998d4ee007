using BenchmarkDotNet.Attributes;
using CallForge.Conversations;
using CallForge.Text.Json;
using CallForge.Text.Schemas;

namespace CallForge.Benchmarks;

/// <summary>What does it cost to put a call's arguments or a response on the tape, and to check them against their schema?</summary>
[MemoryDiagnoser]
public class SchemaBench
{
    private readonly JsonTape _tape = new();
    private (byte[] Json, CompiledSchema Schema)[] _values = [];

    [GlobalSetup]
    public void Load()
    {
        var schemas = Samples.Pack.Tools.ToDictionary(
            tool => tool.Name, tool => (Parameters: CompiledSchema.Compile(tool.Parameters).Schema!, Returns: CompiledSchema.Compile(tool.Returns).Schema!));
        var conversation = new TranscriptReader(Samples.Pack.Labels, Samples.Pack.Tools).Read(Samples.Transcript).Conversation!;
        var calls = conversation.Turns.OfType<AssistantTurn>().SelectMany(turn => turn.Calls).ToList();
        var responses = conversation.Turns.OfType<ResponseTurn>().SelectMany(turn => turn.Responses);
        _values =
        [
            .. calls.Select(call => (call.Arguments.ToArray(), schemas[call.Name].Parameters)),
            .. calls.Zip(responses, (call, response) => (response.ToArray(), schemas[call.Name].Returns)),
        ];
        if (Check() != _values.Length) throw new InvalidOperationException("A value of the simulated teacher breaks its schema.");
        Console.WriteLine($"// {_values.Length} values of {_values.Average(value => value.Json.Length):0} bytes on average; figures are of all of them");
    }

    [Benchmark(Baseline = true)]
    public int Read()
    {
        var nodes = 0;
        foreach (var (json, _) in _values)
            if (_tape.Read(json)) nodes += _tape.Count;
        return nodes;
    }

    [Benchmark]
    public int Check()
    {
        var valid = 0;
        foreach (var (json, schema) in _values)
            if (_tape.Read(json) && schema.Check(_tape)) valid++;
        return valid;
    }
}
