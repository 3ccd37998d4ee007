using System.CommandLine;
using System.Globalization;
using CallForge.LocalServer.Faults;

namespace CallForge.LocalServer;

internal static class ServeCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Serve the Batch API on this machine, answered by the simulated teacher or by another server. Prints its base URL first; ends with Ctrl+C.");
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 picks a free one.", DefaultValueFactory = _ => 8321 };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 65535))
                result.AddError($"--port is '{token.Value}'; give a number from 0 to 65535.");
        });
        var state = new Option<string>("--state") { Description = "Folder of the server's files and batches; a batch outlives the process.", DefaultValueFactory = _ => Path.Combine("data", "local") };
        command.Options.Add(port);
        var teacher = new Option<string>("--teacher") { Description = $"Who answers: {TeacherOption.SimulatedName}, or the base URL of an OpenAI-compatible server such as http://127.0.0.1:8000/v1. Its key, if it wants one: {TeacherOption.KeyName} in the environment or in .env.", DefaultValueFactory = _ => TeacherOption.SimulatedName };
        var concurrency = Options.Positive("--teacher-concurrency", $"How many requests a server at --teacher gets at a time. Default: {TeacherOption.StandardConcurrency}.");
        var domains = new Option<string[]>("--domain") { Description = "Further domain pack to act, a folder; may be repeated. Without it: delivery-ko.", DefaultValueFactory = _ => [] };
        var fault = new Option<string[]>("--fault") { Description = $"What goes wrong, as {FaultOption.Form}, such as failed-line-500=0.1 or dropped-after=create:2nd; repeatable. 'list' tells all faults.", DefaultValueFactory = _ => [] };
        var plan = Options.File("--fault-plan", "YAML file with a list of faults.");
        var seed = Options.Seed("--fault-seed", "Seed of what a share hits.");
        command.Options.Add(state);
        command.Options.Add(teacher);
        command.Options.Add(concurrency);
        command.Options.Add(domains);
        command.Options.Add(fault);
        command.Options.Add(plan);
        command.Options.Add(seed);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var faults = arguments.GetValue(fault)!;
            if (faults.Contains("list"))
            {
                context.Terminal.Out.WriteLine(FaultTable.Text);
                return ExitCode.Done;
            }

            var faultPlan = FaultPlan.Read(faults, arguments.GetValue(plan), arguments.GetValue(seed));
            var answering = TeacherOption.Read(arguments.GetValue(teacher)!, arguments.GetValue(concurrency), arguments.GetValue(domains)!, faultPlan, context.Setting);
            var options = new LocalServerOptions(arguments.GetValue(state)!, arguments.GetValue(port), PretendedTime.In(context).Time, answering) { Faults = faultPlan };
            await using var server = await EmbeddedServer.StartAsync(options, cancellationToken);
            context.Terminal.Out.WriteLine(server.BaseUrl);
            if (answering is Teacher.Remote remote) context.Terminal.Say($"Requests are answered by {remote}, at most {remote.Concurrency} at a time.");
            await UntilCancelledAsync(cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Ctrl+C is how this command is meant to end.</summary>
    private static async Task UntilCancelledAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
