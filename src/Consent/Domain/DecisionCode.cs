namespace Gdpr.Consent.Domain;

/// <summary>The codes this room answers today; the rest of the marketing law adds to them.</summary>
internal enum DecisionCode
{
    Consent,
    Objected,
    Undeliverable,
    Withdrawn,
    NoConsent,
    WrongChannel,
    NoProof,
    UnknownSubject,
    Restricted,
}
