namespace Gdpr.Kernel.Marketing;

/// <summary>Trades that may not solicit consumers whatever these agreed to (C. conso L223-1; law 2025-594; C. trav. L6323-8-1).</summary>
public static class BannedSectors
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "energy_renovation", "energy_saving", "energy_savings", "renewable_energy", "renewables", "home_adaptation", "home_adaptation_age",
        "home_adaptation_disability", "cpf_training",
    ];

    internal static bool Contains(string? sector) => sector is not null && Names.Contains(sector);
}
