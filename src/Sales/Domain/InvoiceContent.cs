using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gdpr.Sales.Domain;

/// <summary>A party of an invoice: name and address, and its VAT number when it has one.</summary>
internal sealed record InvoiceParty(string Name, string? Street, string? PostalCode, string? City, string? Country, string? VatId);

/// <summary>One line: what, how many, at which price without VAT, at which rate (in percent).</summary>
internal sealed record InvoiceLine(string Description, decimal Quantity, decimal UnitPrice, decimal VatRate, decimal Net);

/// <summary>The VAT of all lines of one rate.</summary>
internal sealed record VatAmount(decimal Rate, decimal Net, decimal Vat);

/// <summary>What an invoice must say (C. com. L441-9; CGI ann. II art. 242 nonies A), and nothing else about the buyer.</summary>
internal sealed record InvoiceContent(
    string Number,
    DateOnly IssuedOn,
    DateOnly? DeliveredOn,
    DateOnly? DueOn,
    InvoiceParty Seller,
    InvoiceParty Buyer,
    string Currency,
    IReadOnlyList<InvoiceLine> Lines,
    IReadOnlyList<VatAmount> Vat,
    decimal Net,
    decimal VatTotal,
    decimal Gross)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Adds up lines: rounded per line, VAT per rate.</summary>
    public static InvoiceContent Of(
        string number, DateOnly issuedOn, DateOnly? deliveredOn, DateOnly? dueOn, InvoiceParty seller, InvoiceParty buyer, string currency,
        IEnumerable<(string Description, decimal Quantity, decimal UnitPrice, decimal VatRate)> lines)
    {
        IReadOnlyList<InvoiceLine> made =
            [.. lines.Select(l => new InvoiceLine(l.Description, l.Quantity, l.UnitPrice, l.VatRate, Round(l.Quantity * l.UnitPrice)))];
        IReadOnlyList<VatAmount> vat =
        [
            .. made.GroupBy(l => l.VatRate).OrderBy(g => g.Key)
                .Select(g => new VatAmount(g.Key, g.Sum(l => l.Net), Round(g.Sum(l => l.Net) * g.Key / 100))),
        ];
        var (net, tax) = (made.Sum(l => l.Net), vat.Sum(v => v.Vat));
        return new InvoiceContent(number, issuedOn, deliveredOn, dueOn, seller, buyer, currency, made, vat, net, tax, net + tax);
    }

    public static InvoiceContent Read(string json) => JsonSerializer.Deserialize<InvoiceContent>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
