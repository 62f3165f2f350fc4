namespace Gdpr.Connectors.Domain;

/// <summary>What the third party is to the controller: it decides whether it is commanded or told.</summary>
internal enum ConnectionRole
{
    /// <summary>Acts on our instructions (Art. 28): commanded and verified.</summary>
    Processor,

    /// <summary>Decides with us (Art. 26): commanded and verified.</summary>
    JointController,

    /// <summary>Decides for itself: informed (Art. 19), never commanded nor asked to verify.</summary>
    Recipient,
}
