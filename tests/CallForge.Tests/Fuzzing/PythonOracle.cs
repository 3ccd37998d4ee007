using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CallForge.Tests.Fuzzing;

/// <summary>What Python itself makes of a literal or of JSON, by a <c>python3</c> that answers line by line.</summary>
internal sealed class PythonOracle : IDisposable
{
    private const string Program = """
        import ast, json, sys, warnings
        warnings.simplefilter("ignore")
        for line in sys.stdin:
            kind, text = json.loads(line)
            try:
                value = ast.literal_eval(text) if kind == "literal" else json.loads(text, parse_constant=lambda name: 1 / 0)
                said = json.dumps(value, ensure_ascii=False, allow_nan=False)
                said.encode()
            except BaseException as error:
                said = None
            print(json.dumps(said), flush=True)
        """;

    private readonly Process _python;

    private PythonOracle(Process python) => _python = python;

    /// <summary>Null where there is no Python.</summary>
    public static PythonOracle? Start()
    {
        try
        {
            var start = new ProcessStartInfo("python3", ["-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true };
            start.Environment["PYTHONIOENCODING"] = "utf-8";
            return new PythonOracle(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary><c>json.dumps</c> of the value, or null if Python refuses it.</summary>
    public string? Ask(string kind, string text)
    {
        _python.StandardInput.WriteLine(new JsonArray(kind, text).ToJsonString());
        _python.StandardInput.Flush();
        return JsonSerializer.Deserialize<string?>(_python.StandardOutput.ReadLine()!);
    }

    public void Dispose()
    {
        _python.StandardInput.Close();
        _python.WaitForExit();
        _python.Dispose();
    }
}
