using CallForge.Domains;

namespace CallForge.Preview;

/// <summary>The request for people: what it is, its scenario, and every word the model sees.</summary>
internal static class RequestText
{
    public static void Write(RenderedRequest request, TextWriter output)
    {
        output.WriteLine($"request    {request.CustomId}");
        output.WriteLine($"call       POST {request.Url}");
        output.WriteLine($"model      {request.Model}");
        output.WriteLine($"settings   {request.Settings}");
        output.WriteLine();
        WriteScenario(request.Scenario, output);
        foreach (var part in request.Constant) WritePart("the same in every request", part, output);
        WritePart("this request's own", request.Variable, output);
        output.WriteLine("=== end of the request ===");
    }

    private static void WriteScenario(Scenario scenario, TextWriter output)
    {
        output.WriteLine("scenario");
        Line("type", scenario.ScenarioType);
        Line("user id", scenario.UserId);
        Line("date", scenario.Date);
        Line("complaint", scenario.Complaint ? "yes" : "no");
        Line("manner", $"{scenario.Manner.Id}: {scenario.Manner.Text}");
        foreach (var topic in scenario.Topics) Line("topic", $"{topic.Id} ({string.Join(", ", topic.Functions)}): {topic.Text}");
        foreach (var situation in scenario.Unsupported) Line("no tool", $"{situation.Id}: {situation.Text}");
        foreach (var line in scenario.Chitchat) Line("small talk", line);
        output.WriteLine();

        void Line(string name, string value) => output.WriteLine(PlainText.Of($"  {name,-12}{value}"));
    }

    private static void WritePart(string what, PromptPart part, TextWriter output)
    {
        output.WriteLine($"=== {part.Place}: {what} ===");
        output.WriteLine(PlainText.Of(part.Text));
    }
}
