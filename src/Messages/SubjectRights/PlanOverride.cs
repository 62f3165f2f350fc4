using Gdpr.Messages.Participation;

namespace Gdpr.Messages.SubjectRights;

/// <summary>The reviewer's decision for one class of data of one target.</summary>
public sealed record PlanOverride(string Target, string DataClass, Outcome Outcome, string? Ground, DateOnly? Until);
