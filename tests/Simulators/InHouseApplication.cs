using System.Text.Json;
using System.Text.Json.Serialization;
using Gdpr.Simulators.Misbehaving;
using Gdpr.Simulators.People;
using Gdpr.Simulators.Requests;

namespace Gdpr.Simulators;

/// <summary>A third party that speaks the in-house contract over HTTP, and can be told to misbehave: the one that a suite must not believe.</summary>
public sealed class InHouseApplication : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Records records;
    private readonly Mood mood;

    private InHouseApplication(WebApplication app, InHouseOptions options)
    {
        this.app = app;
        records = app.Services.GetRequiredService<Records>();
        mood = app.Services.GetRequiredService<Mood>();
        Token = options.Token;
    }

    public Uri Address => new(app.Urls.First());

    public string Token { get; }

    /// <summary>How it goes wrong from now on.</summary>
    public Misbehaviour Misbehaviour
    {
        get => mood.Settings;
        set => mood.Settings = value;
    }

    /// <summary>In this process, on a free port of 127.0.0.1 unless one is named.</summary>
    public static Task<InHouseApplication> StartAsync(int port = 0) => StartAsync(new InHouseOptions { Port = port });

    public static async Task<InHouseApplication> StartAsync(InHouseOptions options)
    {
        var app = Build(WebApplication.CreateSlimBuilder(EmptyOptions), options);
        app.Urls.Add($"http://127.0.0.1:{options.Port}");
        await app.StartAsync();
        return new InHouseApplication(app, options);
    }

    public void Seed(params IEnumerable<Person> people) => records.Seed(people);

    public IReadOnlyList<Person> People(string? email = null) =>
        records.People(person => email is null || person.Answers(new("email", email)));

    public IReadOnlyList<KeyEffects> Effects() => records.Effects();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    internal static WebApplication Build(WebApplicationBuilder builder, InHouseOptions options)
    {
        var mood = new Mood { Settings = options.Misbehaviour };
        builder.Services.AddSingleton(mood);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services =>
            new Records(options.Journal, services.GetRequiredService<TimeProvider>()));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        builder.Logging.ClearProviders();

        var app = builder.Build();
        app.MapGet("/health/ready", () => "ready");
        ContractEndpoints.Map(app, options.Token);
        SimulatorEndpoints.Map(app);
        return app;
    }

    // Not the settings of the test project in whose process this runs.
    private static WebApplicationOptions EmptyOptions => new()
    {
        ContentRootPath = AppContext.BaseDirectory,
        ApplicationName = typeof(InHouseApplication).Assembly.GetName().Name,
    };
}
