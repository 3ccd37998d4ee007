namespace CallForge.Files;

/// <summary>The files that pass from step to step. <c>ls</c> of the folder tells how far a run has come.</summary>
internal sealed record DataFolder(string DirPath)
{
    public string RunFilePath => PathOf("run.json");
    public string BatchInputFilePath => PathOf("batch_input.jsonl");
    public string BatchInputRestFilePath => PathOf("batch_input.rest.jsonl");
    public string ChitchatFilePath => PathOf("chitchat.csv");
    public string BatchStatusFilePath => PathOf("batch_status.json");
    public string ResultsFilePath => PathOf("results.jsonl");
    public string ResultListFilePath => PathOf("result_lst.json");
    public string BatchErrorsFilePath => PathOf("batch_errors.json");
    public string DatasetFilePath => PathOf("dataset.parquet");
    public string RejectedFilePath => PathOf("rejected.jsonl");
    public string RepairsFilePath => PathOf("repairs.jsonl");
    public string FindingsFilePath => PathOf("findings.jsonl");
    public string AllowFilePath => PathOf("allow.txt");
    public string ReportFilePath => PathOf("report.json");
    public string RawDirPath => PathOf("raw");

    /// <summary>Held by the command that works in the folder.</summary>
    public string LockFilePath => PathOf(".lock");

    /// <summary>Who that is: a held file cannot be read.</summary>
    public string LockHolderFilePath => PathOf(".lock-holder");

    /// <summary>State of the embedded server for <c>--provider local</c>.</summary>
    public string LocalStateDirPath => PathOf("local");

    /// <summary>What the files are called that one step keeps for another, or for people.</summary>
    public static IReadOnlyList<string> Names { get; } = new DataFolder("").NamesOfFiles();

    /// <summary>The folder a file is in: a step's neighbours are looked for beside the file it was given.</summary>
    public static DataFolder Beside(string filePath) => new(Path.GetDirectoryName(filePath) is { Length: > 0 } dir ? dir : ".");

    private string[] NamesOfFiles() =>
    [
        RunFilePath, BatchInputFilePath, BatchInputRestFilePath, ChitchatFilePath, BatchStatusFilePath, ResultsFilePath, ResultListFilePath,
        BatchErrorsFilePath, RejectedFilePath, RepairsFilePath, FindingsFilePath, AllowFilePath, ReportFilePath, LockFilePath, LockHolderFilePath,
    ];

    private string PathOf(string name) => Path.Combine(DirPath, name);
}
