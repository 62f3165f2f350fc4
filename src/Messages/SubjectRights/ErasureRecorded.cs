namespace Gdpr.Messages.SubjectRights;

/// <summary>The ledger holds the erasure; destruction may begin.</summary>
public sealed record ErasureRecorded(Guid RequestId, long Sequence) : IAboutRequest;
