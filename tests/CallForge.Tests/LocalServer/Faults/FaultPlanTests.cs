using CallForge.LocalServer.Faults;
using CallForge.LocalServer.Teachers;
using Xunit;

namespace CallForge.Tests.LocalServer.Faults;

public sealed class FaultPlanTests
{
    [Theory]
    [InlineData("failed-line-500", "failed-line-500 Share { Of = 0.1 } any batch= value=0")]
    [InlineData("failed-line-500=0.25", "failed-line-500 Share { Of = 0.25 } any batch= value=0")]
    [InlineData("failed-line-500=2nd:all", "failed-line-500 Share { Of = 1 } any batch=2 value=0")]
    [InlineData("dropped-after=create:2nd", "dropped-after Only { Number = 2 } create batch= value=0")]
    [InlineData("dropped-after=create", "dropped-after First { Count = 1 } create batch= value=0")]
    [InlineData("server-error=any:2-each", "server-error FirstOfEach { Count = 2 } any batch= value=0")]
    [InlineData("rate-limited=create:all@0.5", "rate-limited Share { Of = 1 } create batch= value=0.5")]
    [InlineData("queue-limit@2000000", "queue-limit Share { Of = 1 } any batch= value=2000000")]
    [InlineData("late-in-list=3", "late-in-list First { Count = 3 } any batch= value=3")]
    public void An_option_says_what_where_and_how_often(string option, string expected)
    {
        var fault = FaultOption.Parse(option);

        Assert.Equal(expected, FormattableString.Invariant($"{fault.Kind.Name} {fault.Amount} {fault.Call} batch={fault.Batch} value={fault.Value}"));
    }

    [Theory]
    [InlineData("dropped-aftr", "did you mean 'dropped-after'?")]
    [InlineData("server-error=creat:1", "the call 'creat' is unknown; did you mean 'create'?")]
    [InlineData("server-error=0", "the amount '0' is none; write a share such as 0.1")]
    [InlineData("server-error=1.5", "the amount '1.5' is none")]
    [InlineData("refusal=create:0.1", "'refusal' is no fault of calls and cannot be aimed at 'create'")]
    [InlineData("refusal=2-each", "'refusal' is a fault of lines, which are not tried again")]
    [InlineData("server-error=2nd:all", "'server-error' is no fault of lines and cannot be limited to a batch")]
    [InlineData("slow-download=upload:1", "'slow-download' acts on the call 'download' alone")]
    [InlineData("queue-limit=2000000", "'queue-limit' is there for all and takes no amount")]
    [InlineData("server-error=1@3", "'server-error' takes no value")]
    [InlineData("slow-call=1@soon", "the value 'soon' is none; write a number of seconds.")]
    [InlineData("code-fence=3", "'code-fence' is a fault of the teacher")]
    public async Task A_mistake_in_an_option_is_one_sentence_with_its_remedy(string option, string message)
    {
        using var cli = new Serving();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("--fault", option));
        Assert.Contains($"error: --fault {option}: ", cli.Error, StringComparison.Ordinal);
        Assert.Contains(message, cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_file_says_the_same_as_options()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "plan.yaml");
        File.WriteAllText(path, """
            - {fault: dropped-after, call: create, amount: 2nd}
            - fault: failed-line-500
              batch: 1st
              amount: 0.2
            - {fault: rate-limited, call: create, amount: all, value: 0}
            """);

        var plan = FaultPlan.Read([], path, seed: 7);

        var options = FaultPlan.Read(["dropped-after=create:2nd", "failed-line-500=1st:0.2", "rate-limited=create:all@0"], planFilePath: null, seed: 7);
        Assert.Equal(options.Faults, plan.Faults);
    }

    [Fact]
    public async Task All_mistakes_of_a_plan_file_are_told_with_their_lines()
    {
        using var cli = new Serving();
        var path = cli.Write("""
            - {fault: dropped-aftr, call: create}
            - fault: server-error
              call: creat
              amount: lots
            - {call: create}
            - {fault: refusal, times: 3}
            """);

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("--fault-plan", path));
        Assert.Contains($"{path}:1: the fault 'dropped-aftr' is unknown; did you mean 'dropped-after'?", cli.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:3: the call 'creat' is unknown; did you mean 'create'?", cli.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:4: the amount 'lots' is none; write ", cli.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:5: the key 'fault' is missing; add it.", cli.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:6: the key 'times' is unknown; known: fault, call, batch, amount, value.", cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fault: server-error", ":1: here stands a mapping; write a list instead.")]
    [InlineData("- [", "this is not YAML")]
    public async Task A_file_that_is_no_plan_is_refused(string text, string message)
    {
        using var cli = new Serving();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("--fault-plan", cli.Write(text)));
        Assert.Contains(message, cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await cli.RunAsync("--fault-plan", "nowhere.yaml"));
        Assert.Contains("The fault plan 'nowhere.yaml' cannot be read", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_are_listed_one_on_each_line_and_the_page_has_them_too()
    {
        using var cli = new Serving();

        Assert.Equal(ExitCode.Done, await cli.RunAsync("--fault", "list"));
        var lines = cli.Out.Split('\n');
        Assert.All(FaultKind.All, kind => Assert.Single(lines, line => line.StartsWith($"  {kind.Name} ", StringComparison.Ordinal)));
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTests.Root(), "docs", "local-server.md"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(FaultKind.All.Select(kind => kind.Name).Except(Deviations.Names), name => !page.Contains($"| `{name}` |", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_teacher_deviates_in_a_share_of_its_answers()
    {
        await using var server = await TestServer.StartFaultyAsync("preface=0.5");

        var texts = new List<string>();
        for (var i = 0; i < 40; i++) texts.Add((await server.PostAsync("responses", $$"""{"model":"gpt-4o-mini","input":"\n(고객) {{i}}\n(AI 상담사) 네."}""")).Text);

        // "다음은", the first word of the preface.
        Assert.InRange(texts.Count(text => text.Contains(@"\ub2e4\uc74c\uc740", StringComparison.Ordinal)), 8, 32);
    }

    /// <summary><c>serve</c> with mistakes that keep it from serving.</summary>
    private sealed class Serving : IDisposable
    {
        private readonly TempFolder _folder = new();

        public string Out { get; private set; } = "";

        public string Error { get; private set; } = "";

        public string Write(string plan)
        {
            var path = Path.Combine(_folder.Path, "plan.yaml");
            File.WriteAllText(path, plan);
            return path;
        }

        public async Task<int> RunAsync(params string[] args)
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var context = new CommandContext(new Terminal(output, error, IsInteractive: false), TimeProvider.System, _ => null);
            var code = await Cli.RunAsync(["serve", "--port", "0", "--state", _folder.Path, .. args], context, TestContext.Current.CancellationToken);
            (Out, Error) = (output.ToString(), error.ToString());
            return code;
        }

        public void Dispose() => _folder.Dispose();
    }
}
