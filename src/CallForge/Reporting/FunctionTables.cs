using CallForge.Files;

namespace CallForge.Reporting;

/// <summary>Which functions are called, with which arguments, and what errors they respond with.</summary>
internal static class FunctionTables
{
    public static void Write(CorpusFigures corpus, int conversations, TextWriter output)
    {
        WriteFunctions(corpus, conversations, output);
        WriteGaps(corpus.Functions, output);
        WriteErrors(corpus.Functions, output);
        WriteCallsPerTurn(corpus, conversations, output);
    }

    private static void WriteFunctions(CorpusFigures corpus, int conversations, TextWriter output)
    {
        var table = new TextTable("functions, * required", "used", "omitted", "conversations", "");
        foreach (var function in corpus.Functions)
        {
            table.Add($"  {PlainText.OfLine(function.Name)}", Figure.Count(function.Calls), "", Figure.Count(function.Conversations), Figure.Share(function.Conversations, conversations));
            foreach (var parameter in function.Parameters)
                table.Add($"    {PlainText.OfLine(parameter.Name)}{(parameter.Required ? " *" : "")}", Figure.Count(parameter.Used), Figure.Count(parameter.Omitted), "", "");
            if (function.UnknownArguments > 0) table.Add("    (not in the schema)", Figure.Count(function.UnknownArguments), "", "", "");
        }

        output.WriteLine();
        table.Write(output);
    }

    /// <summary>What no conversation teaches.</summary>
    private static void WriteGaps(IReadOnlyList<FunctionFigures> functions, TextWriter output)
    {
        output.WriteLine();
        NameList.Write("functions never called", functions.Where(function => function.Calls == 0).Select(function => function.Name), output);
        NameList.Write("optional parameters never used", Parameters(parameter => !parameter.Required && parameter.Used == 0), output);
        NameList.Write("optional parameters never omitted", Parameters(parameter => !parameter.Required && parameter.Omitted == 0), output);
        NameList.Write("required parameters omitted", Parameters(parameter => parameter.Required && parameter.Omitted > 0), output);

        IEnumerable<string> Parameters(Func<ParameterFigures, bool> wanted) =>
            from function in functions
            where function.Calls > 0
            from parameter in function.Parameters
            where wanted(parameter)
            select $"{function.Name}.{parameter.Name}";
    }

    private static void WriteErrors(IReadOnlyList<FunctionFigures> functions, TextWriter output)
    {
        var table = new TextTable("errors", "responses", "of its calls");
        foreach (var function in functions.Where(function => function.Errors.Count > 0))
        {
            table.Add($"  {PlainText.OfLine(function.Name)}", Figure.Count(function.Errors.Values.Sum()), Figure.Share(function.Errors.Values.Sum(), function.Calls));
            foreach (var (code, count) in function.Errors)
                table.Add($"    {PlainText.OfLine(code)}", Figure.Count(count), Figure.Share(count, function.Calls));
        }

        output.WriteLine();
        table.Write(output);
        NameList.Write("functions without an error", functions.Where(function => function.Errors.Count == 0).Select(function => function.Name), output);
    }

    private static void WriteCallsPerTurn(CorpusFigures corpus, int conversations, TextWriter output)
    {
        var turns = corpus.CallsPerTurn.Values.Sum();
        var table = new TextTable("calls made together", "turns", "");
        foreach (var (calls, count) in corpus.CallsPerTurn) table.Add($"  {Figure.Count(calls)}", Figure.Count(count), Figure.Share(count, turns));
        output.WriteLine();
        table.Write(output);
        output.WriteLine($"conversations with calls made together: {Figure.Count(corpus.ParallelConversations)} ({Figure.Share(corpus.ParallelConversations, conversations)})");
    }
}
