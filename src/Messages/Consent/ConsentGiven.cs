using Gdpr.Kernel;

namespace Gdpr.Messages.Consent;

/// <summary>A person consented by an own act, with its proof: who stopped writing may ask again whether it may, and who welcomes, welcomes.</summary>
public sealed record ConsentGiven(Guid EventId, SubjectId SubjectId, string Purpose, string Channel, DateTimeOffset At);
