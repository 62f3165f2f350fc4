namespace Gdpr.Kernel;

/// <summary>The right a person exercises by a request (GDPR Arts. 15 to 22).</summary>
public enum RightRequested
{
    /// <summary>Confirmation, copy and information (Art. 15).</summary>
    Access,

    /// <summary>Correction and completion (Art. 16).</summary>
    Rectification,

    /// <summary>To be forgotten (Art. 17).</summary>
    Erasure,

    /// <summary>Storage only, while something is being settled (Art. 18).</summary>
    Restriction,

    /// <summary>To receive or move one's data (Art. 20).</summary>
    Portability,

    /// <summary>To object, absolutely against direct marketing (Art. 21).</summary>
    Objection,

    /// <summary>Not to be subject to a decision taken only by machine (Art. 22).</summary>
    AutomatedDecision,
}
