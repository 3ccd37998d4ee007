using System.Buffers;
using BenchmarkDotNet.Attributes;
using CallForge.Generate;

namespace CallForge.Benchmarks;

/// <summary>What does a request line cost, against copying as many bytes?</summary>
[MemoryDiagnoser]
public class RequestBench
{
    private readonly RequestTemplate _template = RequestTemplate.Create("cf-000000000000", Samples.Pack, Samples.Options);
    private readonly ArrayBufferWriter<byte> _output = new(1 << 17);
    private byte[] _line = [];

    [GlobalSetup]
    public void Setup()
    {
        Write();
        _line = _output.WrittenSpan.ToArray();
        Console.WriteLine($"// A line of {_line.Length} bytes");
    }

    [Benchmark(Baseline = true)]
    public int Copy()
    {
        _output.ResetWrittenCount();
        _output.Write(_line);
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        _template.Write(0, Samples.Scenarios[0], _output);
        return _output.WrittenCount;
    }
}
