using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Data;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Matching;

/// <summary>A customer named by what the sender knows of them.</summary>
internal sealed record Customer(string? ExternalId, string? Email);

internal static class OneCustomer
{
    /// <summary>
    /// The one person meant, as Contacts knows them now. Who only matches somebody erased is refused as erased: a person
    /// comes back through Contacts, by an act of their own.
    /// </summary>
    public static async Task<KnownBuyer> OneAsync(this Customers customers, SubjectId? subject, Customer? named, CancellationToken ct)
    {
        var id = subject ?? await FindAsync(customers, named, ct);
        return (await customers.BuyersAsync([id], ct)).GetValueOrDefault(id) ?? throw new RuleViolation(SalesErrors.CustomerUnknown);
    }

    private static async Task<SubjectId> FindAsync(Customers customers, Customer? named, CancellationToken ct)
    {
        var identifier = named switch
        {
            { ExternalId: { Length: > 0 } external } => new Identifier(IdentifierKind.ExternalId, external),
            { Email: { Length: > 0 } email } => new Identifier(IdentifierKind.Email, email),
            _ => throw new RuleViolation(SalesErrors.CustomerMissing),
        };
        var found = (await customers.FindAsync([identifier], ct))[0];
        return found.Broken is not { } broken ? found.SubjectIds[0]
            : throw new RuleViolation(found is { SubjectIds.Count: 0, ErasedAt: not null } ? SubjectGuard.SubjectErased : broken);
    }
}
