namespace Gdpr.Messages.Participation;

/// <summary>
/// All records of one target with the same class, outcome, ground and end date. Coded: what the records say stays with
/// the participant.
/// </summary>
/// <param name="DataClass">E.g. <c>contacts.email</c>.</param>
/// <param name="Ground">Why it is kept or provided, e.g. <c>17(3)(b):INVOICE</c>; null when nothing needs a ground.</param>
/// <param name="Until">Last day kept; null when not kept or open-ended.</param>
public sealed record Datum(string DataClass, int Count, Outcome Outcome, string? Ground, DateOnly? Until);
