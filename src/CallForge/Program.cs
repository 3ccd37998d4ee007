using CallForge;

var terminal = Terminal.OfProcess();
return await Cli.RunAsync(args, new CommandContext(terminal, TimeProvider.System, DotEnv.Load(".env")), CancellationToken.None);
