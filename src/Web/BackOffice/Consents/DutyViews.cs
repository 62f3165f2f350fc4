namespace Gdpr.Web.BackOffice.Consents;

public sealed record ProposalItem(Guid Id, Guid SubjectId, string Cause, string Purpose, IReadOnlyList<string>? DataClasses, DateTimeOffset ProposedAt, string? Outcome, Guid? RequestId);

public sealed record OwedItem(Guid SubjectId, string Origin, DateTimeOffset ObtainedAt, string? Supplier, DateTimeOffset DueAt, bool Overdue, Guid? NoticeId);

public sealed record InformationWords(Guid Id, string Language, int Version, string Subject, string Text, DateTimeOffset CreatedAt);

public sealed record SentInformation(int Written, IReadOnlyList<LeftOut> Left, string? Next);

public sealed record LeftOut(Guid SubjectId, string Code);

public sealed record RunItem(Guid Id, string Purpose, string State, DateTimeOffset CreatedAt, string CreatedBy, int ByMail, int ByPostOrVisit, int Never, DateTimeOffset? ApprovedAt);

public sealed record RunView(
    Guid Id, string Purpose, string State, int AnswerDays, DateTimeOffset CreatedAt, string CreatedBy, int ByMail, int ByPostOrVisit, int Never, DateTimeOffset? ApprovedAt,
    string? ApprovedBy, string? Reason, DateTimeOffset? AskedAllAt, IReadOnlyList<RunCount> Counts);

public sealed record RunCount(string Route, string Outcome, bool Asked, int People);

public sealed record RunPerson(Guid SubjectId, string Route, string Code);

public sealed record RecordedLetters(int Recorded, IReadOnlyList<LeftOut> Left);
