using System.Text.Json;
using Gdpr.Platform.Audit;
using Gdpr.Platform.Http;
using Gdpr.Platform.Modules;
using Gdpr.SubjectRights.Domain;
using Gdpr.SubjectRights.Features.Reading;

namespace Gdpr.SubjectRights.Features.Answering;

/// <summary>
/// The proof of what was done, without directly identifying data: the person appears as a keyed hash. Its digest goes into
/// the audit chain, where <c>verify-audit --certificate</c> finds it.
/// </summary>
internal static class Certificate
{
    public const string Issued = "certificate.issued";

    private static readonly JsonSerializerOptions Pretty = new(RoomJson.Options) { WriteIndented = true };

    public static (byte[] File, string Digest) Write(SubjectRequest request, GdprSettings settings, DateTimeOffset now)
    {
        var claim = new
        {
            schema = "https://gdpr.example/schemas/certificate/1",
            request.Reference,
            requestId = request.CorrelationId,
            right = request.Right,
            subject = request.IdentifierHash,
            controller = settings.Controller.Name,
            request.ReceivedAt,
            dueAt = ReadRequest.Local(request, request.ExtendedDueAt ?? request.DueAt),
            answeredAt = now,
            inTime = (request.CameBackAt is null ? now : request.AnsweredAt ?? now) <= (request.ExtendedDueAt ?? request.DueAt ?? DateTimeOffset.MaxValue),
            scope = request.Scope is null ? null : request.DataClasses,
            cameBackAt = request.CameBackAt,
            request.LedgerSequence,
            refused = request.Refusing ? request.Code : null,
            complete = !request.Refusing && request.AllVerified,
            targets = request.Targets.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => new
            {
                t.Name,
                t.Kind,
                t.Outcome,
                t.Verified,
                assurance = t.Verified ? t.Assurance.ToString() : null,
                t.Code,
                foundByCheck = t.VerifiedData,
                data = ReadRequest.DataOf(t),
            }),
        };
        var digest = ClaimDigest.Of(JsonSerializer.SerializeToNode(claim, RoomJson.Options));
        return (JsonSerializer.SerializeToUtf8Bytes(new { claim, sha256 = digest }, Pretty), digest);
    }
}
