using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using CallForge.Conversations;

namespace CallForge.Benchmarks;

/// <summary>What does it cost to write a function response in Python's style, against only reading it?</summary>
[MemoryDiagnoser]
public class PythonJsonBench
{
    private readonly byte[] _json = Samples.Response;
    private readonly ArrayBufferWriter<byte> _output = new(1 << 16);

    [GlobalSetup]
    public void Tell() => Console.WriteLine($"// A response of {_json.Length} bytes");

    [Benchmark(Baseline = true)]
    public long ReadOnly()
    {
        var reader = new Utf8JsonReader(_json);
        while (reader.Read()) { }
        return reader.BytesConsumed;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        PythonJson.Write(_json, _output);
        return _output.WrittenCount;
    }

    [Benchmark]
    public byte[] WriteToArray() => PythonJson.Write(_json);
}
