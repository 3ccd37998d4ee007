using System.Text;
using CallForge.Conversations;
using CallForge.Domains;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.LocalServer.Teachers;

public sealed class DeviationsTests
{
    private static readonly SimulatedTeacher Teacher = SimulatedTeacher.Load();
    private static readonly DomainPack Pack = DomainPackReader.Read("delivery-ko");
    private static readonly TranscriptReader Reader = new(Pack.Labels, Pack.Tools);

    private static readonly TranscriptCoverage Coverage = new(Pack.Labels);

    /// <summary>Each topic alone, and mixtures.</summary>
    private static readonly string[] Clean =
        [.. Enumerable.Range(0, 25).Select(i => i * 18).Concat(Enumerable.Range(460, 25)).Select(i => Teacher.Answer(TeacherScenarios.Prompt(TeacherScenarios.Number(i))))];

    public static TheoryData<string> Names => [.. Deviations.Names];

    [Fact]
    public void Every_deviation_has_its_verdict() => Assert.Equal(DeviationVerdicts.All.Keys, Deviations.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deviation_is_read_repaired_or_rejected_as_decided(string name)
    {
        var applied = 0;
        for (var i = 0; i < Clean.Length; i++)
        {
            var deviating = Deviations.Apply(name, Clean[i], SeededRandom.For(i, "deviation", name));
            if (deviating == Clean[i]) continue;
            applied++;
            Check(DeviationVerdicts.All[name], Clean[i], deviating);
        }

        Assert.InRange(applied, 5, Clean.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_text_and_a_text_that_is_no_transcript_stays_as_it_is(string name)
    {
        Assert.Equal(Deviations.Apply(name, Clean[0], new SeededRandom(3)), Deviations.Apply(name, Clean[0], new SeededRandom(3)));
        foreach (var text in (string[])["", "\n", "Hello!", "안녕하세요.\n무엇을 도와드릴까요?", "{\"a\": 1}"])
            Assert.Equal(text, Deviations.Apply(name, text, new SeededRandom(3)));
        Assert.Equal(Deviations.Describe(name).Trim(), Deviations.Describe(name).Split('\n')[0]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Transcripts_of_any_pack_can_be_spoilt(string name)
    {
        foreach (var text in (string[])
            [
                "[User] u-1\n[Day] 2024-05-03\n\n(Guest) A table for two (by the window)\n(Call) {\"name\": \"book\", \"arguments\": {\"seats\": 2}}\n(Result) \"r-1\"\n(Host) Done.\nSee you!",
                "(Guest) Hi", "(a)", "() x", "(Guest) x\n(Call) {\"name\": 1}", "(Guest) x\n(Call) [{\"name\": \"f\"", "[a] b\n[c] d\n(e) f\n[g] h",
            ])
            Assert.NotNull(Deviations.Apply(name, text, new SeededRandom(5)));
    }

    [Fact]
    public void The_coverage_check_notices_what_is_lost_and_what_is_invented()
    {
        foreach (var text in Clean.Take(20))
        {
            var reading = Read(text, text);
            for (var i = 0; i < reading.Conversation!.Turns.Count; i++)
            {
                var turns = reading.Conversation.Turns.Where((_, place) => place != i).ToList();
                Assert.NotEqual("", Coverage.Unexplained(text, reading with { Conversation = reading.Conversation with { Turns = turns } }));
            }

            Turn[] more = [.. reading.Conversation.Turns, new CustomerTurn(0, Encoding.UTF8.GetBytes("없던 말"))];
            Assert.NotEqual("", Coverage.Unexplained(text, reading with { Conversation = reading.Conversation with { Turns = more } }));
        }
    }

    private static void Check(Verdict verdict, string clean, string deviating)
    {
        var reading = Read(clean, deviating);
        var because = $"Expected {verdict}\n{reading.Rejection}\n{string.Join('\n', reading.Repairs)}\n{deviating}";
        if (verdict.Outcome == Outcome.Rejected)
        {
            Assert.True(reading.Rejection is { } rejection && verdict.Codes.Contains(rejection.Code), because);
            Assert.True(reading.Conversation is null && reading.Rejection.Message.Length > 0 && reading.Rejection.Line <= deviating.Split('\n', '\r').Length, because);
            return;
        }

        Assert.True(reading.Conversation is not null, because);
        Assert.True(verdict.Codes.Order().SequenceEqual(reading.Repairs.Select(repair => repair.Code).Distinct().Order()), because);
        var (conversation, original) = (Flatten(reading.Conversation), Flatten(Read(clean, clean).Conversation!));
        if (verdict.Outcome == Outcome.Same) Assert.Equal(original, conversation);
        else Assert.NotEqual(original, conversation);
        Assert.Equal("", Coverage.Unexplained(deviating, reading));
    }

    private static TranscriptReading Read(string clean, string deviating)
    {
        var lines = clean.Split('\n');
        return Reader.Read(Encoding.UTF8.GetBytes(deviating), new TranscriptMetadata(lines[0][^36..], lines[1][^10..]));
    }

    private static List<string> Flatten(Conversation conversation) =>
    [
        Text(conversation.UserId), Text(conversation.Date),
        .. conversation.Turns.SelectMany(turn => turn switch
        {
            CustomerTurn customer => [$"customer {Text(customer.Text)}"],
            AssistantTurn assistant => assistant.Calls.Select(call => $"call {call.Name} {Text(call.Arguments)}").Prepend($"assistant {Text(assistant.Text)}"),
            _ => ((ResponseTurn)turn).Responses.Select(response => $"response {Text(response)}"),
        }),
    ];

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
