namespace Gdpr.SubjectRights.Ledger;

/// <summary>What an entry of the ledger covers.</summary>
internal static class LedgerScopes
{
    /// <summary>The whole person; an erasure of less names its classes of data, with commas between them.</summary>
    public const string All = Platform.Ledger.LedgerRow.WholePerson;

    public const string Choice = "choice";
}
