namespace Gdpr.Consent.Domain;

/// <summary>What a person wants of a purpose on a channel, today.</summary>
internal enum StandingWill
{
    /// <summary>Nothing was said, or what was said has no proof, or its term is over.</summary>
    Silent,

    /// <summary>A consent that counts (Art. 7).</summary>
    Consents,

    /// <summary>A refusal, a withdrawal or an objection that no later act has ended.</summary>
    Refuses,
}
