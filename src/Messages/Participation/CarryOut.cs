using Gdpr.Kernel;

namespace Gdpr.Messages.Participation;

/// <summary>Tells a target to do what was approved.</summary>
/// <param name="LedgerSequence">Place of the erasure in the ledger; null unless the right is erasure of a known person.</param>
/// <param name="Plan">The preview that was approved, with the reviewer's overrides.</param>
public sealed record CarryOut(
    Guid RequestId, string Target, RightRequested Right, int Round, SubjectId? SubjectId, long? LedgerSequence, Datum[] Plan) : IAboutRequest;
