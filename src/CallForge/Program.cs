using System.Runtime.InteropServices;
using CallForge;

StandardStreams.OpenThoseClosed();
Network.KeepProxiesOffLoopback();
using var ending = new CancellationTokenSource();
// A terminal that is closed ends a command like Ctrl+C does, which the command line itself sees to.
using var hangup = OperatingSystem.IsWindows() || Hangup.IsIgnored() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
{
    signal.Cancel = true;
    ending.Cancel();
});
var terminal = Terminal.OfProcess();
return await Cli.RunAsync(args, new CommandContext(terminal, TimeProvider.System, DotEnv.Load(".env", terminal.Warn)), ending.Token);
