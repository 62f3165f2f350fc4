namespace Gdpr.Messages.SubjectRights;

/// <summary>The second check may begin.</summary>
/// <param name="Living">How many people Contacts knows under the identifiers of the case by now.</param>
public sealed record SecondCheckPrepared(Guid RequestId, int Living) : IAboutRequest;
