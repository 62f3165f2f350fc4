using Gdpr.Kernel;

namespace Gdpr.Messages.Participation;

/// <summary>Asks a target again, by every identifier, after it has acted; only what this finds is reported to the person.</summary>
public sealed record VerifySubject(Guid RequestId, string Target, RightRequested Right, int Round, SubjectId? SubjectId) : IAboutRequest;
