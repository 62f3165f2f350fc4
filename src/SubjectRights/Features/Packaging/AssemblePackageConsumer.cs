using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Answering;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using Gdpr.SubjectRights.Features.Redacting;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Packaging;

/// <summary>
/// Fetches what each participant provides, takes out what the review marked, packs it, and reads it back before it is stored,
/// encrypted, and said to be complete. What may be about others and was never looked at is not packed.
/// </summary>
internal sealed class AssemblePackageConsumer(SubjectRightsDbContext db, CaseVault vault, RoomHttp http, StatedFacts facts, GdprSettings settings) : IConsumer<AssemblePackage>
{
    public async Task Consume(ConsumeContext<AssemblePackage> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == id, ct);
        if (await vault.OpenAsync(id, ct) is not { } file)
        {
            return;
        }

        var review = await ReviewFile.ReadAsync(vault, id, ct);
        var whole = await Disclosed.FetchAsync(http, db.Room, request, ct);
        var others = new ThirdParties([.. file.Identifiers.Select(i => new Kernel.Identifiers.Identifier(i.Kind, i.Value))], settings.Controller);
        if (Disclosed.Open(whole, review, others).Count > 0)
        {
            Report(context.Message, PackageCodes.ThirdPartiesUndecided);
            return;
        }

        var provided = Disclosed.Redacted(whole, review);
        var zip = Package.Write(request, file, provided, await facts.KnownAsync(ct), settings.Controller, db.Now);
        var fault = Package.Check(zip, provided);
        if (fault is null)
        {
            await db.InTransactionAsync(token => vault.WriteFileAsync(id, FileKinds.Package, zip, token), ct);
        }

        Report(context.Message, fault);
    }

    private void Report(AssemblePackage asked, string? code) =>
        db.Send(ParticipationEndpoints.Saga, new PackageAssembled(asked.RequestId, asked.Round, code is null, code));
}
