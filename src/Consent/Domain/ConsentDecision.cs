namespace Gdpr.Consent.Domain;

/// <summary>What a person said about one purpose on one channel.</summary>
internal enum ConsentDecision
{
    Given,
    Refused,
    Withdrawn,
}
