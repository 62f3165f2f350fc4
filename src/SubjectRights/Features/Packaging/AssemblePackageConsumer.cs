using Gdpr.Kernel;
using Gdpr.Messages.Participation;
using Gdpr.Messages.SubjectRights;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Gdpr.SubjectRights.Features.Reading;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Packaging;

/// <summary>Fetches what each participant provides, packs it, stores it encrypted, and reads it back before saying it is complete.</summary>
internal sealed class AssemblePackageConsumer(SubjectRightsDbContext db, CaseVault vault, RoomHttp http, GdprSettings settings) : IConsumer<AssemblePackage>
{
    public async Task Consume(ConsumeContext<AssemblePackage> context)
    {
        var (id, ct) = (context.Message.RequestId, context.CancellationToken);
        var request = await db.Requests.AsNoTracking().SingleAsync(r => r.CorrelationId == id, ct);
        if (await vault.OpenAsync(id, ct) is not { } file)
        {
            return;
        }

        var provided = new List<ProvidedTables>();
        foreach (var source in Sources(request))
        {
            var tables = await http.GetAsync<List<ExportTable>>(
                db.Room, source, $"internal/{source}/participation/{id}/export?right={request.Right.ToString().ToLowerInvariant()}", ct);
            provided.Add(new ProvidedTables(source, tables ?? []));
        }

        var zip = Package.Write(request, file, provided, settings.Controller, db.Now);
        await db.InTransactionAsync(token => vault.WriteFileAsync(id, FileKinds.Package, zip, token), ct);
        var code = Package.Check(zip, provided);
        db.Send(ParticipationEndpoints.Saga, new PackageAssembled(id, context.Message.Round, code is null, code));
    }

    private static IEnumerable<string> Sources(SubjectRequest request) => request.Targets
        .Where(t => t.Status == ReportStatus.Done && t.Acted.Count > 0)
        .Select(t => t.IsRoom ? t.Name : "connectors")
        .Distinct();
}

/// <summary>The tables one room handed out.</summary>
internal sealed record ProvidedTables(string Source, IReadOnlyList<ExportTable> Tables);
