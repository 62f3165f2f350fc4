namespace Gdpr.SubjectRights.Ledger;

/// <summary>What an entry of the ledger covers.</summary>
internal static class LedgerScopes
{
    /// <summary>The whole person: the only scope that is replayed by SubjectId.</summary>
    public const string All = "all";

    public const string Choice = "choice";
}
