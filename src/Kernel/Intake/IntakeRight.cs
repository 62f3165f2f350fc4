namespace Gdpr.Kernel.Intake;

/// <summary>What a free text may ask for: the rights of Arts. 15 to 22, and the two refusals that never wait (Arts. 7(3), 21(3)).</summary>
public enum IntakeRight
{
    Access,
    Rectification,
    Erasure,
    Restriction,
    Portability,

    /// <summary>On grounds of one's situation (Art. 21(1)).</summary>
    Objection,

    /// <summary>Against direct marketing: absolute (Art. 21(2)).</summary>
    MarketingObjection,

    /// <summary>A decision taken only by machine (Art. 22).</summary>
    AutomatedDecision,

    /// <summary>No request: recorded at once by Consent (Art. 7(3)).</summary>
    ConsentWithdrawal,

    /// <summary>Out of one list or newsletter; an objection to marketing by that channel.</summary>
    Unsubscribe,
}
