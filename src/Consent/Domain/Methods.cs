namespace Gdpr.Consent.Domain;

/// <summary>How something was said: coded words, of which only these have a meaning here.</summary>
internal static class Methods
{
    /// <summary>Brought from another system: proves no act of the person (MK-21).</summary>
    public const string Import = "import";

    public const string Form = "form";

    /// <summary>The term of a consent, not its person.</summary>
    public const string Term = "term";

    /// <summary>Asked once for a consent that was never proven.</summary>
    public const string Requalification = "requalification";

    /// <summary>A word texted back to a message.</summary>
    public const string TextMessage = "text-message";

    private static readonly string[] Oral = ["phone", "call", "oral", "counter", "visit"];

    /// <summary>Heard by somebody, who answers for it.</summary>
    public static bool IsOral(string method) => Oral.Contains(method);
}
