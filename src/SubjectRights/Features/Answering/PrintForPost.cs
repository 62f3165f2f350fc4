using System.Text;
using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using Gdpr.SubjectRights.Features.Reviewing;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>The letter with the person's postal address where the window of an envelope shows it; the address is not stored.</summary>
internal static class PrintForPost
{
    internal sealed record Request(IReadOnlyList<string> Recipient, string? Format);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Recipient).NotEmpty().WithErrorCode("RECIPIENT_MISSING");
            RuleFor(r => r.Recipient).Must(l => l is null || (l.Count <= 7 && l.All(line => line is { Length: > 0 and <= 100 }))).WithErrorCode("RECIPIENT_INVALID");
            RuleFor(r => r.Format).Must(f => f is null or "html" or "pdf").WithErrorCode(SubjectRightsErrors.FormatUnknown.Code);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/requests/{id:guid}/letter/post", Handle).WithSummary("The letter for the post, as HTML or PDF");

    internal static async Task<IResult> Handle(
        Guid id, Request request, SubjectRightsDbContext db, CaseVault vault, PdfPrinter printer, HttpContext http, CancellationToken ct)
    {
        var row = await Steps.FindAsync(db, id, ct);
        if (await vault.ReadFileAsync(id, FileKinds.Letter, ct) is not { } letter)
        {
            return Problems.From(SubjectRightsErrors.AnswerNotReady);
        }

        var addressed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(letter).Replace(
            Letter.RecipientSlot, $"<address class=\"to\">{Letter.Lines(request.Recipient)}</address>", StringComparison.Ordinal));
        db.Audit(http.Actor(), "letter.printed", row.SubjectId, id);
        await db.SaveChangesAsync(ct);
        return request.Format == "pdf"
            ? TypedResults.File(await printer.PrintAsync(addressed, ct), "application/pdf", $"{row.Reference}.pdf")
            : TypedResults.File(addressed, "text/html; charset=utf-8");
    }
}
