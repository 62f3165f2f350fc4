using System.Text.Json;

namespace Gdpr.Consent.Domain;

/// <summary>Why somebody may not be contacted.</summary>
internal enum SuppressionReason
{
    /// <summary>Objection to direct marketing (Art. 21(2)-(3)): absolute.</summary>
    Objection,

    /// <summary>Consent taken back (Art. 7(3)).</summary>
    Withdrawn,

    /// <summary>Consent asked for and not given.</summary>
    Refused,

    /// <summary>Reported as unwanted: taken as an objection.</summary>
    Complaint,

    /// <summary>The address does not receive; says nothing about the person's will.</summary>
    Bounce,

    /// <summary>A refusal brought from another system.</summary>
    Import,
}

/// <summary>The names of reasons as the ledger keeps them.</summary>
internal static class SuppressionReasons
{
    public static string Name(this SuppressionReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    /// <summary>Against being approached at all, not only against a consent.</summary>
    public static bool IsObjection(this SuppressionReason reason) =>
        reason is SuppressionReason.Objection or SuppressionReason.Complaint or SuppressionReason.Import;

    public static bool TryParse(string name, out SuppressionReason reason) => Enum.TryParse(name, ignoreCase: true, out reason) && Enum.IsDefined(reason);
}
