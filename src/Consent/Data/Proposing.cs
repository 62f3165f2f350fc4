using Gdpr.Consent.Domain;
using Gdpr.Kernel;

namespace Gdpr.Consent.Data;

/// <summary>The one way by which an erasure is proposed.</summary>
internal static class Proposing
{
    /// <param name="classes">Null for everything held.</param>
    public static void Propose(this ConsentDbContext db, SubjectId subject, ProposalCause cause, string purpose, IReadOnlyList<string>? classes)
    {
        var proposal = new ErasureProposal
        {
            Id = db.NewId(), SubjectId = subject, Cause = cause, Purpose = purpose, DataClasses = classes is null ? null : string.Join(',', classes), ProposedAt = db.Now,
        };
        db.Proposals.Add(proposal);
        db.Audit("system", "erasure.proposed", subject, proposal.Id);
    }
}
