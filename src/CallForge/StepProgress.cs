using System.Diagnostics;
using Spectre.Console;

namespace CallForge;

/// <summary>How far a step is: a bar where a person watches, else one line when it is done.</summary>
internal static class StepProgress
{
    /// <param name="work">The step; it is given what to tell (done, of how many) to.</param>
    public static async Task<T> ShowAsync<T>(Terminal terminal, string step, Func<Action<long, long>, Task<T>> work)
    {
        if (terminal.IsInteractive) return await ShowBarAsync(terminal, step, work);
        var (last, ofAll) = (0L, 0L);
        var watch = Stopwatch.StartNew();
        var result = await work((done, total) => (last, ofAll) = (done, total));
        terminal.Say($"{step}: {last:N0} of {ofAll:N0} ({watch.Elapsed.TotalSeconds:0.0} s)");
        return result;
    }

    private static Task<T> ShowBarAsync<T>(Terminal terminal, string step, Func<Action<long, long>, Task<T>> work) =>
        terminal.ErrorConsole().Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(step.PadRight(16)), maxValue: 1);
                return work((done, total) =>
                {
                    bar.MaxValue = Math.Max(1, total);
                    bar.Value = done;
                });
            });
}
