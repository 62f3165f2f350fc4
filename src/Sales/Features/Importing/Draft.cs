using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Sales.Domain;

namespace Gdpr.Sales.Features.Importing;

/// <summary>One row of a file: a line of an order or invoice.</summary>
internal sealed record DraftLine(
    long Row, int? Line, string? Product, string? Description, decimal Quantity, decimal Amount, decimal VatRate);

/// <summary>A row that cannot be used.</summary>
internal sealed record BrokenRow(long Row, string? Column, string Code);

/// <summary>Consecutive rows of one number: an order or an invoice as the file states it.</summary>
internal sealed class Draft(string number)
{
    public string Number { get; } = number;

    public DateOnly Date { get; set; }

    public DateOnly? DeliveredOn { get; set; }

    public Identifier? Customer { get; set; }

    public string? OrderNumber { get; set; }

    public string? Currency { get; set; }

    public string? ContactEmail { get; set; }

    public string? ContactPhone { get; set; }

    public string? Notes { get; set; }

    public List<DraftLine> Lines { get; } = [];

    public List<BrokenRow> Broken { get; } = [];

    public int Rows => Lines.Count + Broken.Count;

    /// <summary>The file goes on with more lines than one document may have.</summary>
    public bool IsPiece { get; set; }
}

/// <summary>Reads a table document by document. What a cell holds never leaves this place in an error.</summary>
/// <param name="before">The number of the row before the first one that is read, where work is taken up again.</param>
internal sealed class DraftReading(SalesTable table, SalesMapping mapping, IReadOnlyList<string> formats, DateOnly today, string country, string? before)
{
    private Draft? _next;
    private string? _before = before;

    /// <summary>The next order or invoice; null at the end. An endless one comes in pieces.</summary>
    public async Task<Draft?> NextAsync(CancellationToken ct)
    {
        var (draft, _) = (_next, _next = null);
        while (await table.ReadAsync(ct))
        {
            var number = table.RightLength ? table[SalesMapping.Number]?.Trim() ?? string.Empty : string.Empty;
            var row = Take(draft is null || draft.Number != number || draft.Rows >= SalesLimits.Lines ? new Draft(number) : draft);
            if (draft is not null && row != draft)
            {
                draft.IsPiece |= row.IsPiece = draft.Number == number;
                _next = row;
                return draft;
            }

            if (draft is null)
            {
                (row.IsPiece, _before) = (number == _before, null);
            }

            draft = row;
        }

        return draft;
    }

    private Draft Take(Draft draft)
    {
        var field = SalesMapping.Number;
        try
        {
            if (!table.RightLength)
            {
                draft.Broken.Add(new BrokenRow(table.Row, null, "ROW_FIELD_COUNT"));
                return draft;
            }

            Cells.Needed(draft.Number, SalesLimits.Number);
            field = SalesMapping.Date;
            var date = Cells.Day(table[field], formats, today) ?? throw new RuleViolation(SalesErrors.FieldMissing);
            field = mapping.KeyField;
            var customer = new Identifier(mapping.Key, Cells.Needed(table[field]));
            if (draft.Rows > 0 && (draft.Date != date || draft.Customer != customer))
            {
                throw new RuleViolation(Contradicts);
            }

            (draft.Date, draft.Customer) = (date, customer);
            TakeWords(draft, ref field);
            draft.Lines.Add(TakeLine(ref field));
        }
        catch (RuleViolation broken)
        {
            draft.Broken.Add(new BrokenRow(table.Row, mapping.Columns.GetValueOrDefault(field), broken.Error.Code));
        }

        return draft;
    }

    private static readonly RuleError Contradicts = new("ROW_CONTRADICTS", "Rows of one number have one date and one customer.", 422);

    private void TakeWords(Draft draft, ref string field)
    {
        draft.DeliveredOn ??= Cells.Day(table[field = SalesMapping.DeliveredOn], formats, today);
        draft.OrderNumber ??= Cells.Text(table[field = "orderNumber"], SalesLimits.Number);
        draft.Currency ??= Cells.Text(table[field = "currency"], 3)?.ToUpperInvariant();
        draft.ContactEmail ??= Address(IdentifierKind.Email, table[field = "contactEmail"]);
        draft.ContactPhone ??= Address(IdentifierKind.Phone, table[field = "contactPhone"]);
        draft.Notes ??= Cells.Text(table[field = "notes"], SalesLimits.Notes);
    }

    private DraftLine TakeLine(ref string field)
    {
        var line = Cells.Number(table[field = "line"], mapping.DecimalMark);
        var product = Cells.Text(table[field = "product"]);
        var description = Cells.Text(table[field = "description"]);
        var quantity = Cells.Number(table[field = "quantity"], mapping.DecimalMark) ?? throw new RuleViolation(SalesErrors.FieldMissing);
        var amount = Cells.Number(table[field = "amount"], mapping.DecimalMark) ?? throw new RuleViolation(SalesErrors.FieldMissing);
        var rate = Cells.Number(table[field = "vatRate"], mapping.DecimalMark) ?? mapping.VatRate;
        if (quantity != 0 && Math.Abs(quantity) < SalesLimits.LeastQuantity)
        {
            field = "quantity";
            throw new RuleViolation(SalesErrors.NumberInvalid);
        }

        if (line is not null && (line != decimal.Truncate(line.Value) || line is < 1 or > 1_000_000))
        {
            field = "line";
            throw new RuleViolation(SalesErrors.NumberInvalid);
        }

        return new DraftLine(table.Row, (int?)line, product, description, quantity, amount, rate);
    }

    private string? Address(IdentifierKind kind, string? cell) => string.IsNullOrWhiteSpace(cell) ? null
        : IdentifierNormalisation.TryNormalise(kind, cell, country, out var normal) ? normal
        : throw new RuleViolation(kind == IdentifierKind.Email ? EmailInvalid : PhoneInvalid);

    private static readonly RuleError EmailInvalid = new("EMAIL_INVALID", "The value is no e-mail address.", 422);
    private static readonly RuleError PhoneInvalid = new("PHONE_INVALID", "The value is no telephone number.", 422);
}
