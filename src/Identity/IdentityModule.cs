using Gdpr.Identity.Data;
using Gdpr.Identity.Data.PostgreSql;
using Gdpr.Identity.Data.Sqlite;
using Gdpr.Identity.Data.SqlServer;
using Gdpr.Identity.Features.Entering;
using Gdpr.Identity.Features.Issuing;
using Gdpr.Identity.Features.Registering;
using Gdpr.Identity.Features.SigningIn;
using Gdpr.Identity.Features.Staffing;
using Gdpr.Identity.Features.Starting;
using Gdpr.Platform.Data;
using Gdpr.Platform.Http;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Messaging;
using Gdpr.Platform.Modules;
using Gdpr.Platform.Participation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Gdpr.Identity;

/// <summary>Who is calling: staff accounts and roles, integrators' clients, and the tokens by which rooms know both.</summary>
public sealed class IdentityModule : IModule
{
    public string Name => "identity";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddRoomDatabase<IdentityDbContext, SqliteIdentityDbContext, SqlServerIdentityDbContext, PostgreSqlIdentityDbContext>(Name);
        builder.AddRoomMail<IdentityDbContext>();
        builder.AddParticipant<IdentityParticipant>();
        var keys = GdprSettings.Of(builder).KeysFolder;
        builder.Services.AddDataProtection().SetApplicationName("gdpr").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(keys, "dataprotection")));
        AddDoor(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<KnownRooms>();
        builder.Services.AddTokenServer();
        AddStaff(builder.Services);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddScoped<FirstAdministrator>();
        builder.Services.AddHostedService<FirstStart>();
        builder.Services.AddHealthChecks().AddCheck<Readiness>("identity-clients", tags: ["ready"]);
    }

    public Func<IServiceProvider, CancellationToken, Task<int>>? FindVerb(string[] args) => args switch
    {
        ["reset-admin"] => (services, ct) => ResetAdministrator.RunAsync(services, null, ct),
        ["reset-admin", var email, ..] => (services, ct) => ResetAdministrator.RunAsync(services, email, ct),
        _ => null,
    };

    public void AddMessaging(RoomBus bus)
    {
        bus.AddParticipant<IdentityDbContext, IdentityParticipant>();
        bus.AddConsumer<SendSignInMailConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder api)
    {
        api.MapPlatform<IdentityDbContext>();
        RegisterClient.Map(api);
        ListClients.Map(api);
        RemoveClient.Map(api);
        AddStaffMember.Map(api);
        ListStaff.Map(api);
        ChangeStaffMember.Map(api);
        AskForCode.Map(api);
    }

    public void MapInternal(IEndpointRouteBuilder inside) => inside.MapParticipation<IdentityDbContext, IdentityParticipant>();

    public void MapRoot(IEndpointRouteBuilder root)
    {
        IssueToken.Map(root);
        Authorize.Map(root);
        SignInPages.Map(root);
        PasskeyPages.Map(root);
        AcceptInvitation.Map(root);
    }

    private static void AddDoor(IServiceCollection services, IConfiguration configuration)
    {
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddStaffCookies(configuration);
        services.AddScoped<StaffDoor>().AddScoped<PasskeyDoor>().AddScoped<StaffGrant>().AddScoped<SubjectGrant>().AddScoped<Invitations>().AddScoped<ChangeStaffMember.Desk>();
        services.AddHostedService<Forgetting>();
    }

    private static void AddStaff(IServiceCollection services)
    {
        services.AddScoped<ILookupNormalizer, StaffLookup>();
        services.AddIdentityCore<StaffAccount>(o =>
        {
            o.User.RequireUniqueEmail = true;

            // Length is what counts; rules of composition only make people write passwords down.
            o.Password = new PasswordOptions
            {
                RequiredLength = 12,
                RequireDigit = false,
                RequireLowercase = false,
                RequireNonAlphanumeric = false,
                RequireUppercase = false,
            };
        });
        services.AddScoped<IUserStore<StaffAccount>, StaffStore>();
        services.AddScoped<IPasskeyHandler<StaffAccount>, PasskeyHandler<StaffAccount>>();
        services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyRules>();
        services.Configure<IdentityOptions>(o => o.Tokens.ProviderMap[TokenOptions.DefaultAuthenticatorProvider] =
            new TokenProviderDescriptor(typeof(AuthenticatorTokenProvider<StaffAccount>)));
        services.AddScoped<AuthenticatorTokenProvider<StaffAccount>>();
    }
}
