namespace Gdpr.Kernel.Retention;

/// <summary>What a retention period may do against an erasure (GDPR Art. 17(3)).</summary>
public enum RetentionForce
{
    /// <summary>The law obliges to keep: overrides by itself (Art. 17(3)(b)).</summary>
    Mandatory,

    /// <summary>Proposed for legal claims, kept only if a person says for which (Art. 17(3)(e)).</summary>
    Limitation,

    /// <summary>Our choice: never overrides; only the minimum that proves compliance stays, hashed.</summary>
    Policy,

    /// <summary>Advice of an authority: never overrides.</summary>
    Recommended,
}
