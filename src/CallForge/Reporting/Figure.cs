using System.Globalization;

namespace CallForge.Reporting;

/// <summary>Numbers as they are printed, the same everywhere.</summary>
internal static class Figure
{
    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(int count, int of) => of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of:0.0} %");

    public static string Mean(double mean) => mean.ToString("0.0", CultureInfo.InvariantCulture);
}
