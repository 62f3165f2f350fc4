using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>A request about these people has arrived: no purge and no merge until it is closed.</summary>
public sealed record SubjectsHeld(Guid RequestId, SubjectId[] SubjectIds) : IAboutRequest;
