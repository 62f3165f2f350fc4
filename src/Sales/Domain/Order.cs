using Gdpr.Kernel;
using Gdpr.Platform.Data;
using Gdpr.Platform.Privacy;

namespace Gdpr.Sales.Domain;

/// <summary>What a customer ordered. Erased with the person, unless an invoice or the law of consumer contracts rests on it.</summary>
internal sealed class Order : IAboutSubject
{
    [NotPersonal]
    public required Guid Id { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Orders)]
    public required string Number { get; init; }

    [PersonalData(DataCategory.Pseudonym, DataClasses.Orders)]
    public required SubjectId SubjectId { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public required DateOnly OrderedOn { get; init; }

    /// <summary>Delivery or performance: the start of the period of C. conso L213-1.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public DateOnly? DeliveredOn { get; init; }

    /// <summary>The contract was concluded electronically.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public bool ConcludedOnline { get; init; }

    /// <summary>The customer bought as a consumer.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public bool Consumer { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public required string Currency { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public decimal Total { get; private set; }

    [NotPersonal]
    public required DateTimeOffset CreatedAt { get; init; }

    public List<OrderLine> Lines { get; } = [];

    /// <summary>False when the order has a line of this number already.</summary>
    public bool Add(OrderLine line)
    {
        if (Lines.Exists(l => l.Line == line.Line))
        {
            return false;
        }

        if (Math.Abs(Total + line.Amount) > SalesLimits.Amount)
        {
            throw new RuleViolation(SalesErrors.AmountTooLarge);
        }

        Lines.Add(line);
        Total += line.Amount;
        return true;
    }
}

/// <summary>One line of an order.</summary>
internal sealed class OrderLine
{
    [NotPersonal]
    public required Guid OrderId { get; init; }

    [NotPersonal]
    public required int Line { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public required string Product { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public string? Description { get; init; }

    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public required decimal Quantity { get; init; }

    /// <summary>Of the whole line.</summary>
    [PersonalData(DataCategory.Interaction, DataClasses.Orders)]
    public required decimal Amount { get; init; }
}
