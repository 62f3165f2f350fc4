using Gdpr.Kernel.Law;
using Gdpr.Kernel.Retention;

namespace Gdpr.Sales.Domain;

/// <summary>A period of the law that overrides an erasure (Art. 17(3)(b)): which, and its last day.</summary>
internal sealed record Obligation(string Code, DateOnly Until)
{
    public string Ground => $"17(3)(b):{Code}";
}

/// <summary>What the law makes us keep of a record; computed by Kernel alone, so that no other room need answer.</summary>
internal static class Obligations
{
    private const string OnlineContract = "CONTRACT_ECOM_120";
    private const string Threshold = "contract.archiveFromEuros";

    public static Obligation Of(Invoice invoice) => new(Invoice.RetentionCode, invoice.KeepUntil);

    /// <summary>
    /// An order is kept as the voucher of its invoice, and as a contract concluded electronically with a consumer from the
    /// amount of C. conso D213-1 on; the longest wins. Amounts in other currencies are compared as if in euros.
    /// </summary>
    public static Obligation? Of(Order order, DateOnly? invoiceUntil)
    {
        var start = order.DeliveredOn ?? order.OrderedOn;
        var online = order is { ConcludedOnline: true, Consumer: true } && order.Total >= LawParameters.Number(Threshold, start)
            ? new Obligation(OnlineContract, RetentionPeriods.Of(OnlineContract).EndOf(start))
            : null;
        var voucher = invoiceUntil is { } until ? new Obligation(Invoice.RetentionCode, until) : null;
        return voucher is not null && (online is null || voucher.Until >= online.Until) ? voucher : online;
    }
}
