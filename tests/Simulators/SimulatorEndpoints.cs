using Gdpr.Simulators.Contract;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;
using Gdpr.Simulators.Requests;

namespace Gdpr.Simulators;

/// <summary>What a test sees and steers behind the application's back: no token, and never misbehaving.</summary>
internal static class SimulatorEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var simulator = app.MapGroup("/simulator");
        simulator.MapGet("/effects", (Records records) => records.Effects());
        simulator.MapGet("/people", (Records records, string? email, string? externalId) => records.People(person =>
            (email is null || person.Answers(new Identifier("email", email)))
            && (externalId is null || person.ExternalId == externalId)));
        simulator.MapPost("/people", (Records records, IReadOnlyList<Person> people) =>
        {
            records.Seed(people);
            return Results.NoContent();
        });
        simulator.MapGet("/misbehaviour", (Mood mood) => mood.Settings);
        simulator.MapPost("/misbehaviour", (Mood mood, Misbehaviour wanted) =>
        {
            if (wanted.Unknown.Any())
            {
                return Results.BadRequest(new { known = Misbehaviour.KnownKinds });
            }

            mood.Settings = wanted;
            return Results.NoContent();
        });
    }
}
