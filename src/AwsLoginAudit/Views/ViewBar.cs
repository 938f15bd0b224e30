using System.Text;

namespace AwsLoginAudit;

/// <summary>Formats a count as a bar. A view formats rows one by one and does not know the maximum, so the scale is fixed and logarithmic.</summary>
internal static class ViewBar
{
    private const int Longest = 10;
    private const int Parts = 8;

    // Code pages that contain the block characters.
    private const int Utf8 = 65001;
    private const int Utf16 = 1200;

    /// <summary>One block for 1, and two more for each factor of ten: 3 for 10, 5 for 100, 9 for 10,000.</summary>
    /// <param name="count">The count.</param>
    /// <returns>At most ten blocks; empty for a count of 0.</returns>
    public static string Of(long count)
    {
        if (count < 1)
            return "";
        var length = Math.Min(Longest, 1 + (2 * Math.Log10(count)));
        if (!ShowsBlocks())
            return new string('#', (int)Math.Round(length));
        var parts = (int)Math.Round(length * Parts);
        var bar = new StringBuilder().Append('\u2588', parts / Parts);
        if (parts % Parts is > 0 and var rest)
            // The characters from U+2589 (seven eighths of a block) to U+258F (one eighth).
            bar.Append((char)('\u2590' - rest));
        return bar.ToString();
    }

    private static bool ShowsBlocks()
    {
        try
        {
            return Console.OutputEncoding.CodePage is Utf8 or Utf16;
        }
        catch (IOException)
        {
            // There is no console.
            return false;
        }
    }
}
