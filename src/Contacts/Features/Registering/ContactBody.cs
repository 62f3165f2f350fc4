using FluentValidation;
using Gdpr.Contacts.Domain;
using Gdpr.Kernel;

namespace Gdpr.Contacts.Features.Registering;

/// <summary>A contact as integrators state it, in whole or in part.</summary>
internal abstract record ContactBody
{
    public string? ExternalId { get; init; }

    public ContactKind? Kind { get; init; }

    public Given<string> GivenName { get; init; }

    public Given<string> FamilyName { get; init; }

    public Given<string> Organisation { get; init; }

    public Given<IReadOnlyList<AddressBody>> Emails { get; init; }

    public Given<IReadOnlyList<AddressBody>> Phones { get; init; }

    public Given<string> BirthDate { get; init; }

    public Given<string> Street { get; init; }

    public Given<string> PostalCode { get; init; }

    public Given<string> City { get; init; }

    public Given<string> Country { get; init; }

    public Given<string> Language { get; init; }

    public Given<Audience?> Audience { get; init; }

    public SourceBody? Source { get; init; }

    public Dictionary<string, string?>? Attributes { get; init; }

    internal sealed record AddressBody(string? Value, string? Type, bool Primary, bool Verified);

    internal sealed record SourceBody(string? Origin, DateTimeOffset? ObtainedAt, string? Detail, OwnAct Act, ProvenanceBody? Provenance = null);

    internal sealed record ProvenanceBody(Provenance? Origin, string? Supplier, bool? PartnersNamed);

    /// <summary>The change it states; <paramref name="country"/> reads phones in national spelling.</summary>
    public ContactChange Read(string? country, DateOnly today)
    {
        var stated = Map(Country, ContactText.Country);
        var region = stated.Value ?? country;
        return new ContactChange
        {
            GivenName = Map(GivenName, Plain),
            FamilyName = Map(FamilyName, Plain),
            Organisation = Map(Organisation, Plain),
            BirthDate = Map(BirthDate, d => ContactText.Date(d, ["yyyy-MM-dd"], today)),
            Street = Map(Street, Plain),
            PostalCode = Map(PostalCode, Plain),
            City = Map(City, Plain),
            Country = stated,
            Language = Map(Language, ContactText.Language),
            Audience = Audience,
            Emails = List(Emails, a => ContactText.Email(a.Value ?? string.Empty, a.Type, a.Primary, a.Verified)),
            Phones = List(Phones, a => ContactText.Phone(a.Value ?? string.Empty, region, a.Type, a.Primary, a.Verified)),
            Attributes = Attributes?.ToDictionary(a => a.Key, a => ContactText.Text(a.Value, ContactLimits.AttributeValue)) ?? [],
            ExternalId = string.IsNullOrWhiteSpace(ExternalId) ? null : ContactText.ExternalId(ExternalId),
        };
    }

    private static string? Plain(string? raw) => ContactText.Text(raw);

    private static Given<TOut> Map<TIn, TOut>(Given<TIn> given, Func<TIn?, TOut?> read) =>
        given.IsGiven ? new Given<TOut>(read(given.Value)) : default;

    private static Given<IReadOnlyList<Address>> List(Given<IReadOnlyList<AddressBody>> given, Func<AddressBody, Address> read)
    {
        if (!given.IsGiven)
        {
            return default;
        }

        var addresses = (given.Value ?? []).Select(read).DistinctBy(a => a.Normalised).ToList();
        var main = Math.Max(0, addresses.FindIndex(a => a.Primary));
        return new Given<IReadOnlyList<Address>>([.. addresses.Select((a, i) => a with { Primary = i == main })]);
    }
}

/// <summary>Limits of every contact body; what each value means is checked when it is read.</summary>
internal sealed class ContactBodyRules : AbstractValidator<ContactBody>
{
    public ContactBodyRules(TimeProvider clock)
    {
        RuleFor(b => b.Emails).Must(e => e.Value is not { Count: > ContactLimits.Addresses }).WithErrorCode(ContactsErrors.TooManyAddresses.Code);
        RuleFor(b => b.Phones).Must(p => p.Value is not { Count: > ContactLimits.Addresses }).WithErrorCode(ContactsErrors.TooManyAddresses.Code);
        RuleFor(b => b.Emails).Must(e => e.Value?.All(a => a is not null) ?? true).WithErrorCode(ContactsErrors.EmailInvalid.Code);
        RuleFor(b => b.Phones).Must(p => p.Value?.All(a => a is not null) ?? true).WithErrorCode(ContactsErrors.PhoneInvalid.Code);
        RuleFor(b => b.Attributes).Must(a => a is not { Count: > ContactLimits.Attributes }).WithErrorCode(ContactsErrors.TooManyAttributes.Code);
        RuleFor(b => b.Attributes)
            .Must(a => a?.Keys.All(k => k.Trim().Length is > 0 and <= ContactLimits.AttributeName) ?? true)
            .WithErrorCode(ContactsErrors.AttributeInvalid.Code);
        RuleFor(b => b.Source!.Origin).MaximumLength(ContactLimits.Text).When(b => b.Source is not null).WithErrorCode(ContactsErrors.FieldTooLong.Code);
        RuleFor(b => b.Source!.Detail).MaximumLength(ContactLimits.AttributeValue).When(b => b.Source is not null).WithErrorCode(ContactsErrors.FieldTooLong.Code);
        RuleFor(b => b.Source!.ObtainedAt).Must(at => at is null || at <= clock.GetUtcNow())
            .When(b => b.Source is not null).WithErrorCode(ContactsErrors.DateInFuture.Code);
        RuleFor(b => b.Source!.Provenance).Custom((stated, context) =>
        {
            if (stated is not null && ProvenanceStated.Problem(new ProvenanceStated(stated.Origin, null, stated.Supplier, stated.PartnersNamed), clock.GetUtcNow()) is { } problem)
            {
                context.AddFailure(new FluentValidation.Results.ValidationFailure("source.provenance", problem.Message) { ErrorCode = problem.Code });
            }
        }).When(b => b.Source is not null);
    }
}
