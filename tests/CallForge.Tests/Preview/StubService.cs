using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CallForge.Tests.Preview;

/// <summary>Reads each call whole, keeps its body, and answers all alike: with a body, or by hanging up.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;
    private readonly string? _reply;

    /// <param name="reply">Null hangs up once the call is read.</param>
    public StubService(string? reply, int status = 200)
    {
        _reply = reply is null ? null : $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(reply)}\r\n\r\n{reply}";
        _listener.Start();
        _serving = ServeAsync();
    }

    public string BaseUrl => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public List<(string Path, string Body)> Calls { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                Calls.Add(await ReadAsync(stream));
                if (_reply is not null) await stream.WriteAsync(Encoding.UTF8.GetBytes(_reply));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private static async Task<(string Path, string Body)> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        var length = head.ToString().Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
        var body = new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        return (head.ToString().Split(' ')[1], Encoding.UTF8.GetString(body));
    }
}
