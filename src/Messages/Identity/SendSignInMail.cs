namespace Gdpr.Messages.Identity;

/// <summary>Somebody asks for a one-time code; who is meant is found out after the answer, which is the same for everybody.</summary>
public sealed record SendSignInMail(Guid AttemptId);
