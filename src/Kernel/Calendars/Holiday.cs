namespace Gdpr.Kernel.Calendars;

/// <summary>A public holiday as it falls in one year (Reg. 1182/71 Art. 2(1)), with what makes it open to dispute.</summary>
public sealed record Holiday(DateOnly Date, string En, string Fr, bool Regional, bool Disputable);
