namespace Gdpr.Messages.Participation;

/// <summary>What a claim rests on: our own read-back, the vendor's status polled, or the vendor's word alone.</summary>
public enum Assurance
{
    ReadBack,
    Polled,
    VendorDeclared,
}
