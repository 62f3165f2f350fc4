using Gdpr.Kernel;

namespace Gdpr.Messages.Consent;

/// <summary>A person took consent back (Art. 7(3)); effective before this message left.</summary>
public sealed record ConsentWithdrawn(SubjectId SubjectId, string Purpose, string Channel);
