using Gdpr.Kernel;

namespace Gdpr.Sales.Domain;

internal static class SalesErrors
{
    public static readonly RuleError CustomerMissing = new("CUSTOMER_MISSING", "Name the customer by subjectId, externalId or email.", 422);
    public static readonly RuleError CustomerUnknown = new("CUSTOMER_UNKNOWN", "Contacts knows no such person.", 422);
    public static readonly RuleError CustomerAmbiguous = new("CUSTOMER_AMBIGUOUS", "Several people match: name one by subjectId.", 422);
    public static readonly RuleError CustomerMalformed = new("CUSTOMER_MALFORMED", "The identifier is not of its kind.", 422);
    public static readonly RuleError BuyerMissing = new("BUYER_MISSING", "An invoice carries the buyer's name.", 422);
    public static readonly RuleError OrderExists = new("ORDER_EXISTS", "Another order has this number.", 409);
    public static readonly RuleError InvoiceExists = new("INVOICE_EXISTS", "An invoice with this number exists; invoices are not changed, they are credited.", 409);
    public static readonly RuleError OrderNotFound = new("ORDER_NOT_FOUND", "No order has this id.", 404);
    public static readonly RuleError InvoiceNotFound = new("INVOICE_NOT_FOUND", "No invoice has this id.", 404);
    public static readonly RuleError OrderOfAnother = new("ORDER_OF_ANOTHER", "The order is another customer's.", 422);
    public static readonly RuleError OrderUnknown = new("ORDER_UNKNOWN", "No order has this number.", 422);
    public static readonly RuleError DateInFuture = new("DATE_IN_FUTURE", "The date lies after today.", 422);
    public static readonly RuleError ArchivedNotFound = new("ARCHIVED_NOT_FOUND", "No archived record has this id.", 404);
    public static readonly RuleError ImportNotFound = new("IMPORT_NOT_FOUND", "No import has this id.", 404);
    public static readonly RuleError FieldTooLong = new("FIELD_TOO_LONG", "A value is longer than its field.", 422);
    public static readonly RuleError DateInvalid = new("DATE_INVALID", "The value is no date.", 422);
    public static readonly RuleError NumberInvalid = new("NUMBER_INVALID", "The value is no number.", 422);
    public static readonly RuleError AmountTooLarge = new("AMOUNT_TOO_LARGE", "The total is larger than anybody sells.", 422);
    public static readonly RuleError LinesTooMany = new("LINES_TOO_MANY", "An order or invoice has at most 1000 lines.", 422);
    public static readonly RuleError OrderLineDiffers = new("ORDER_LINE_DIFFERS", "The order has another line of this number.", 409);
    public static readonly RuleError FieldMissing = new("FIELD_MISSING", "The value is needed.", 422);
}
