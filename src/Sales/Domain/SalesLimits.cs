namespace Gdpr.Sales.Domain;

/// <summary>How long a value may be, everywhere it is taken in.</summary>
internal static class SalesLimits
{
    public const int Number = 60;
    public const int Text = 300;
    public const int Notes = 4000;
    public const int Lines = 1000;

    /// <summary>What is stored of a quantity.</summary>
    public const decimal LeastQuantity = 0.0001m;

    public const decimal Amount = 1_000_000_000_000m;
}
