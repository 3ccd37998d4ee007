using CallForge.Files;
using CallForge.LocalServer.Faults;
using CallForge.Tests.Submit;
using Xunit;

namespace CallForge.Tests.Killing;

/// <summary>What a journey came to.</summary>
internal sealed record Arrival(byte[] Dataset, Ledger Ledger, IReadOnlyDictionary<string, int> Calls, int Kills);

/// <summary>Makes a journey, against a server of its own, and gives a command again whenever it was killed.</summary>
internal sealed class Traveller(Journey journey, Aim? aim = null, SeededRandom? chance = null) : IDisposable
{
    private const int MostRestarts = 40;
    private const int MostRandomKills = 8;
    private const int LongestLifeInMilliseconds = 1500;

    private readonly CommandLine _cli = new();
    private readonly Killer _killer = new(aim, CallName.Of);
    private int _kills;

    public void Dispose() => _cli.Dispose();

    public async Task<Arrival> TravelAsync()
    {
        await using var server = await TestServer.StartAsync(_cli.PathOf("server"), _killer.HandleAsync, journey.Faults);
        foreach (var command in journey.Commands)
        {
            if (command[0] is "generate-batch" or "preprocess") Assert.True(await _cli.RunAsync(command) == 0, _cli.Error);
            else await InsistAsync(server.BaseUrl, command);
        }

        return new Arrival(File.ReadAllBytes(_cli.Data.DatasetFilePath), Ledger.Read(_cli.PathOf("server")), _killer.Calls, _kills);
    }

    private async Task InsistAsync(Uri baseUrl, string[] command)
    {
        for (var restarts = 0; ; restarts++)
        {
            var (code, said) = await RunAsync(baseUrl, command);
            if (code == ExitCode.Done) return;
            Assert.True(code is ToolProcess.Killed or ExitCode.NotFinished && restarts < MostRestarts, $"{string.Join(' ', command)} ended with {code}:\n{said}");
            if (code == ToolProcess.Killed)
            {
                _kills++;
                ComeBackLater();
            }
            else await InsistAsync(baseUrl, Journey.Resume);
        }
    }

    /// <summary>As if the command was given again when the window for a lost creation has passed: the tool has the real clock, and nobody waits in a test.</summary>
    private void ComeBackLater()
    {
        if (BatchStatusFile.Load(_cli.Data.BatchStatusFilePath) is not { } status) return;
        foreach (var part in status.Batches.Where(part => part.CreateSentAt is not null)) status = status.With(part with { CreateSentAt = part.CreateSentAt - 15 * 60 });
        status.Save(_cli.Data.BatchStatusFilePath);
    }

    private async Task<(int Code, string Said)> RunAsync(Uri baseUrl, string[] command)
    {
        Directory.CreateDirectory(_cli.Data.DirPath);
        using var process = ToolProcess.Start(_cli.Data.DirPath, [("OPENAI_BASE_URL", baseUrl.ToString()), ("OPENAI_API_KEY", "none")], [.. command, "--dir", _cli.Data.DirPath]);
        _killer.Victim = process;
        if (chance is not null && _kills < MostRandomKills && !await process.HasEndedAsync(TimeSpan.FromMilliseconds(chance.Next(LongestLifeInMilliseconds))))
            await process.KillAsync();
        return await process.EndAsync();
    }
}
