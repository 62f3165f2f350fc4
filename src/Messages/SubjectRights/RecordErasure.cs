using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>Write the erasure into the ledger before anything is destroyed.</summary>
public sealed record RecordErasure(Guid RequestId, SubjectId[] SubjectIds) : IAboutRequest;
