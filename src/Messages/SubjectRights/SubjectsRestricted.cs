using Gdpr.Kernel;

namespace Gdpr.Messages.SubjectRights;

/// <summary>While an objection or a contested accuracy is looked into, the data of these people is stored and nothing else (Art. 18(1)(a), (d)).</summary>
public sealed record SubjectsRestricted(Guid RequestId, SubjectId[] SubjectIds, RestrictionGround Ground) : IAboutRequest;
