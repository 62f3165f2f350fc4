using Gdpr.Simulators.Contract;

namespace Gdpr.Simulators.People;

/// <summary>A person as the application stores one; invoices are what the law makes it keep until a day.</summary>
public sealed record Person(
    string? Email = null,
    string? Phone = null,
    string? ExternalId = null,
    string? Name = null,
    string? Plan = null,
    string? Notes = null,
    int Invoices = 0,
    DateOnly? InvoicesUntil = null,
    bool Restricted = false,
    bool Unsubscribed = false)
{
    /// <summary>Given when the person is stored.</summary>
    public int Number { get; init; }

    public bool Answers(Identifier identifier) => identifier.Kind switch
    {
        "email" => string.Equals(Email, identifier.Value.Trim(), StringComparison.OrdinalIgnoreCase),
        "phone" => Phone is not null && Digits(Phone) == Digits(identifier.Value),
        "externalId" => ExternalId == identifier.Value,
        _ => false,
    };

    /// <summary>What remains after an erasure, or null when nothing has to be kept.</summary>
    internal Person? Erased() => Invoices == 0
        ? null
        : new Person(ExternalId: ExternalId, Invoices: Invoices, InvoicesUntil: InvoicesUntil) { Number = Number };

    internal Person Rectified(IReadOnlyDictionary<string, string> changes) => this with
    {
        Email = changes.GetValueOrDefault("email") ?? Email,
        Phone = changes.GetValueOrDefault("phone") ?? Phone,
        Name = changes.GetValueOrDefault("name") ?? Name,
        Plan = changes.GetValueOrDefault("plan") ?? Plan,
        Notes = changes.GetValueOrDefault("notes") ?? Notes,
    };

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
