namespace Gdpr.Consent.Domain;

/// <summary>What happened to one consent: said by the person, or by its term.</summary>
internal enum ConsentDecision
{
    /// <summary>Asked for; nothing follows from it.</summary>
    Requested,
    Given,
    Renewed,
    Refused,
    Withdrawn,

    /// <summary>Its term is over; nobody said no.</summary>
    Expired,
}

internal static class ConsentDecisions
{
    public static bool IsConsent(this ConsentDecision decision) => decision is ConsentDecision.Given or ConsentDecision.Renewed;

    public static bool IsRefusal(this ConsentDecision decision) => decision is ConsentDecision.Refused or ConsentDecision.Withdrawn;
}
