namespace Gdpr.Consent.Domain;

/// <summary>How something was said: coded words, of which only this one has a meaning in law.</summary>
internal static class Methods
{
    /// <summary>Brought from another system: proves no act of the person (MK-21).</summary>
    public const string Import = "import";
}
