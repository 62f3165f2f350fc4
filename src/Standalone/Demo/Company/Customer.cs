namespace Gdpr.Standalone.Demo.Company;

/// <summary>A made-up customer; addresses that nobody can have.</summary>
internal sealed record Customer(
    string Number, string GivenName, string FamilyName, string Email, string Phone, DateOnly BirthDate, string Street, string PostalCode, string City, string? Note);
