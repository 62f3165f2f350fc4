namespace Gdpr.SubjectRights.Domain;

/// <summary>Why a copy was not handed out.</summary>
internal static class PackageCodes
{
    /// <summary>Something in it may be about others, and nobody has said whether it stays (Art. 15(4)).</summary>
    public const string ThirdPartiesUndecided = "THIRD_PARTIES_UNDECIDED";
}
