using Gdpr.Kernel;

namespace Gdpr.Messages.Consent;

/// <summary>Mail the person the receipt of this consent; the address is fetched when it leaves.</summary>
public sealed record SendReceipt(Guid EventId, SubjectId SubjectId);
