using Gdpr.Web.Words;

namespace Gdpr.Web.BackOffice;

internal static class Share
{
    /// <summary>So many of so many, in hundredths; a dash where there is nobody to count.</summary>
    public static string Of(Language l, int part, int whole) => whole == 0 ? "–" : ((double)part / whole).ToString("P1", l.Culture);
}
