using FluentValidation;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Gdpr.SubjectRights.Data;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.CaseFiles;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Features.Reading;

/// <summary>The person fetches the package by the secret link of the case, until the link expires and the files are destroyed.</summary>
internal static class FetchPackage
{
    internal sealed record Request(string Reference, string Secret);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Reference).NotEmpty().MaximumLength(20);
            RuleFor(r => r.Secret).NotEmpty().MaximumLength(64);
        }
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/cases/package", Handle).AllowAnonymousBecause("The secret link is the key, and it expires.")
            .WithSummary("Fetch the package of a case by its secret link");

    internal static async Task<IResult> Handle(Request request, SubjectRightsDbContext db, CaseVault vault, CancellationToken ct)
    {
        if (await FollowCase.FindAsync(db, new FollowCase.Request(request.Reference, request.Secret), ct) is not { } row)
        {
            return Problems.From(SubjectRightsErrors.NotFound);
        }

        var id = row.CorrelationId;
        if (await UntilAsync(db, id, ct) is { } until && until <= db.Now)
        {
            return Problems.From(SubjectRightsErrors.LinkExpired);
        }

        if (row.AnsweredAt is null || await vault.ReadFileAsync(id, FileKinds.Package, ct) is not { } content)
        {
            return Problems.From(await db.CaseFiles.AnyAsync(c => c.RequestId == id && c.WrappedKey == null, ct) ? SubjectRightsErrors.LinkExpired : SubjectRightsErrors.PackageNotReady);
        }

        db.Audit("person", "package.fetched", row.SubjectId, id);
        db.Remember(id, "person", "PACKAGE_FETCHED");
        await db.SaveChangesAsync(ct);
        return TypedResults.File(content, "application/zip", $"{row.Reference}.zip");
    }

    /// <summary>When the link expires; null while that is not fixed yet.</summary>
    internal static Task<DateTimeOffset?> UntilAsync(SubjectRightsDbContext db, Guid id, CancellationToken ct) =>
        db.CaseFiles.Where(c => c.RequestId == id).Select(c => c.KeyEndsAt).SingleOrDefaultAsync(ct);
}
