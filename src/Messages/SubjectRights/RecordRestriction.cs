using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>Write a restriction, or its end, into the ledger, so that it holds after a restore too (Art. 18).</summary>
public sealed record RecordRestriction(Guid RequestId, SubjectId[] SubjectIds, bool Lifted) : IAboutRequest;
