// The stub as a program, for clients in other languages: its URL is the first line of stdout; it ends when stdin does.
//   callforge-stub-hub [--token TOKEN] [--multipart-above BYTES] [--chunk-size BYTES] [--fault commit:1=500]…
// /stub/state tells what it has, /stub/calls what was asked of it.
using System.Globalization;
using CallForge.StubHub;

var options = new StubHubOptions();
foreach (var (name, value) in args.Chunk(2).Select(pair => pair is [var name, var value] ? (name, value) : throw new ArgumentException($"'{pair[0]}' has no value.")))
{
    options = name switch
    {
        "--token" => options with { Token = value },
        "--multipart-above" => options with { MultipartAbove = long.Parse(value, CultureInfo.InvariantCulture) },
        "--chunk-size" => options with { ChunkSize = long.Parse(value, CultureInfo.InvariantCulture) },
        "--fault" => options with { Faults = [.. options.Faults, value] },
        _ => throw new ArgumentException($"'{name}' is no option."),
    };
}

await using var server = await StubServer.StartAsync(options, CancellationToken.None);
Console.WriteLine(server.Url.ToString().TrimEnd('/'));
while (Console.In.Read() >= 0)
{
}
