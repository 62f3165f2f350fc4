using Gdpr.Kernel;

namespace Gdpr.Messages.Participation;

/// <summary>Asks a target what it holds of the person and what it would do; nothing is changed.</summary>
/// <param name="SubjectId">Null when Contacts knows nobody: the target then searches by the case's identifiers alone.</param>
public sealed record LocateSubject(Guid RequestId, string Target, RightRequested Right, int Round, SubjectId? SubjectId) : IAboutRequest;
