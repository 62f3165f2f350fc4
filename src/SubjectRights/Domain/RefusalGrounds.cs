namespace Gdpr.SubjectRights.Domain;

/// <summary>Grounds on which a request ends without a person's word; any other ground is an article that a person named.</summary>
internal static class RefusalGrounds
{
    /// <summary>Art. 12(2) and (6): nobody showed in time who they are.</summary>
    public const string IdentityNotConfirmed = "IDENTITY_NOT_CONFIRMED";
}
