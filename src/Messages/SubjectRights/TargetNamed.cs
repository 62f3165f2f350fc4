namespace Gdpr.Messages.SubjectRights;

/// <summary>One who must answer: a room, or a connection with its role.</summary>
public sealed record TargetNamed(string Name, string Kind, string? Role);
