using Gdpr.Platform.Data;
using Gdpr.Platform.Participation;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Consent.Data;

/// <summary>Purposes, notices, what people said, and every refusal.</summary>
internal abstract class ConsentDbContext(DbContextOptions options, RoomContextServices services) : RoomDbContext(options, services)
{
    public override string Room => "consent";

    public DbSet<Purpose> Purposes => Set<Purpose>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<CollectionForm> Forms => Set<CollectionForm>();

    public DbSet<ConsentEvent> Events => Set<ConsentEvent>();

    public DbSet<SubjectFacts> Facts => Set<SubjectFacts>();

    public DbSet<AccessTrace> AccessTraces => Set<AccessTrace>();

    public DbSet<KnownSubject> KnownSubjects => Set<KnownSubject>();

    public DbSet<SubjectHash> SubjectHashes => Set<SubjectHash>();

    public DbSet<Suppression> Suppressions => Set<Suppression>();

    public DbSet<SuppressionHash> SuppressionHashes => Set<SuppressionHash>();

    public DbSet<SuppressionSubject> SuppressionSubjects => Set<SuppressionSubject>();

    public DbSet<InformationDuty> Duties => Set<InformationDuty>();

    public DbSet<InformationText> InformationTexts => Set<InformationText>();

    public DbSet<InformationNotice> InformationNotices => Set<InformationNotice>();

    public DbSet<ErasureProposal> Proposals => Set<ErasureProposal>();

    public DbSet<RequalificationRun> Requalifications => Set<RequalificationRun>();

    public DbSet<RequalificationAsk> Asks => Set<RequalificationAsk>();

    public DbSet<CookieBanner> CookieBanners => Set<CookieBanner>();

    public DbSet<CookieChoice> CookieChoices => Set<CookieChoice>();

    public DbSet<CookieTie> CookieTies => Set<CookieTie>();

    public DbSet<ConsentRate> Rates => Set<ConsentRate>();

    public DbSet<KeptDatum> Kept => Set<KeptDatum>();

    protected override void MapRoom(ModelBuilder model)
    {
        ConsentConfiguration.Map(model);
        model.MapKept();
    }
}
