using System.Text;
using CsCheck;
using Xunit;

namespace CallForge.Tests.Fuzzing;

/// <summary>Readers of what models write meet everything: no crash, no hang, no loss.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Iterations = 1500;

    [Fact]
    public void No_word_of_a_mutated_transcript_is_lost() =>
        Gen.ULong.Sample(state => Assert.Null(Losslessness.Check(Transcript(new SeededRandom(state)))), iter: Iterations);

    [Fact]
    public void No_word_of_any_text_is_lost() =>
        Gen.Select(Gen.String, Gen.ULong).Sample((text, state) => Assert.Null(Losslessness.Check(Encoding.UTF8.GetBytes(Losslessness.WithWords(text, new SeededRandom(state))))), iter: Iterations);

    [Fact]
    public void A_mutated_payload_is_read_as_JSON_reads_it_or_refused() =>
        Gen.ULong.Sample(state => Assert.Null(PayloadChecks.Json(Of(FuzzCorpus.Payloads)(new SeededRandom(state)), null)), iter: Iterations);

    [Fact]
    public void A_mutated_literal_is_read_or_refused() =>
        Gen.ULong.Sample(state => Assert.Null(PayloadChecks.Literal(Of(FuzzCorpus.Literals)(new SeededRandom(state)), null)), iter: Iterations);

    /// <summary>Minutes, as the next two; <c>bench/fuzz.sh</c> runs them.</summary>
    [Fact(Explicit = true)]
    public async Task Transcripts_for_a_while()
    {
        await new FuzzRun("transcripts", Transcript, Losslessness.Check).GoAsync(output);
        output.WriteLine($"{Losslessness.Accepted:N0} of the transcripts were accepted");
    }

    [Fact(Explicit = true)]
    public async Task Payloads_for_a_while()
    {
        using var python = PythonOracle.Start();
        await new FuzzRun("payloads", Of(FuzzCorpus.Payloads), content => PayloadChecks.Json(content, python)).GoAsync(output);
    }

    [Fact(Explicit = true)]
    public async Task Literals_for_a_while()
    {
        using var python = PythonOracle.Start();
        await new FuzzRun("literals", Of(FuzzCorpus.Literals), content => PayloadChecks.Literal(content, python)).GoAsync(output);
    }

    private static byte[] Transcript(SeededRandom random)
    {
        var mutator = new Mutator(random, FuzzCorpus.Transcripts);
        return mutator.Bytes(Losslessness.WithWords(mutator.Text(), random));
    }

    private static Func<SeededRandom, byte[]> Of(IReadOnlyList<string> corpus) => random =>
    {
        var mutator = new Mutator(random, corpus);
        return mutator.Bytes(mutator.Text());
    };
}
