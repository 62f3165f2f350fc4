using Gdpr.Web.BackOffice.Audit;
using Gdpr.Web.BackOffice.Requests;

namespace Gdpr.Web.BackOffice.Contacts;

/// <summary>All that the rooms give about one contact to this member of staff.</summary>
public sealed record PersonFile(
    ContactDetails Contact,
    Part<IReadOnlyList<NoteItem>>? Notes,
    Part<ConsentFile>? Consent,
    Part<IReadOnlyList<HoldItem>>? Holds,
    Part<IReadOnlyList<BoardItem>>? Requests,
    Part<SalesFile>? Sales,
    Part<IReadOnlyList<AuditLine>>? Trail);

/// <summary>Whether the person may be contacted, purpose by purpose and channel by channel, and what they said.</summary>
public sealed record ConsentFile(IReadOnlyList<ChannelDecision> Decisions, IReadOnlyList<SaidItem> Said);

public sealed record ChannelDecision(PurposeItem Purpose, string Channel, DecisionView Decision);

/// <param name="More">There are older or newer ones that this page does not show.</param>
public sealed record SalesFile(IReadOnlyList<OrderItem> Orders, IReadOnlyList<InvoiceItem> Invoices, bool More);
