using Gdpr.Kernel;

namespace Gdpr.Contacts.Domain;

/// <summary>How data came to us. Only what the person did not give themselves makes us owe them a notice (Art. 14).</summary>
internal enum Provenance
{
    Form,
    Sale,
    Event,
    Purchased,
    Partner,
    Public,

    /// <summary>From before, and nobody can say any more.</summary>
    Legacy,
}

/// <summary>What the sender of a file, or an integrator, says of where data came from.</summary>
/// <param name="Supplier">Who handed them over.</param>
/// <param name="PartnersNamed">Whether we were named to the people when they gave them.</param>
internal sealed record ProvenanceStated(Provenance? Origin, DateTimeOffset? ObtainedAt, string? Supplier, bool? PartnersNamed)
{
    public static readonly IReadOnlyList<Provenance> Indirect = [Provenance.Purchased, Provenance.Partner, Provenance.Public];

    /// <summary>What was bought or received names who gave it, and says whether we were named (Art. 14(2)(f)).</summary>
    public static RuleError? Problem(ProvenanceStated? stated, DateTimeOffset now) => stated switch
    {
        null => null,
        { Origin: null } or { Origin: Provenance.Purchased or Provenance.Partner, Supplier: null or "" } or { Origin: Provenance.Purchased or Provenance.Partner, PartnersNamed: null }
            => ContactsErrors.ProvenanceIncomplete,
        { Supplier.Length: > ContactLimits.Text } => ContactsErrors.FieldTooLong,
        { ObtainedAt: { } at } when at > now => ContactsErrors.DateInFuture,
        _ => null,
    };
}
