namespace Gdpr.Web.BackOffice.Contacts;

public sealed record FoundContact(
    Guid Id, string Kind, string? GivenName, string? FamilyName, string? Organisation, string? Email, string? Phone, string? Country);

/// <param name="SubjectId">Null of an organisation, which has no rights under the GDPR.</param>
public sealed record ContactDetails(
    Guid Id, Guid? SubjectId, string Kind, IReadOnlyList<string> ExternalIds, string? GivenName, string? FamilyName, string? Organisation,
    IReadOnlyList<ContactPoint> Emails, IReadOnlyList<ContactPoint> Phones, DateOnly? BirthDate, string? Street, string? PostalCode, string? City,
    string? Country, string? Language, string? Audience, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, FieldSource> Origins, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

public sealed record ContactPoint(string Value, string? Type, bool Primary, bool Verified);

public sealed record FieldSource(string Origin, DateTimeOffset ObtainedAt, string? Detail, string Act);

public sealed record NoteItem(Guid Id, string Text, string Author, DateTimeOffset At);

public sealed record PurposeItem(string Code, Portal.Names Name, IReadOnlyList<string> Channels);

public sealed record DecisionView(bool Allowed, string Code, string Why, string RuleId, string Source, bool Disputable);

public sealed record SaidItem(Guid ReceiptId, string Purpose, string Channel, string Decision, string Method, DateTimeOffset At);

public sealed record HoldItem(Guid Id, string Reason, DateTimeOffset PlacedAt, DateOnly ReviewDate, bool Overdue, DateTimeOffset? ReleasedAt);

public sealed record OrderItem(Guid Id, string Number, DateOnly OrderedOn, DateOnly? DeliveredOn, string Currency, decimal Total);

public sealed record InvoiceItem(Guid Id, string Number, DateOnly IssuedOn, string Currency, decimal Gross, DateOnly KeptUntil);
