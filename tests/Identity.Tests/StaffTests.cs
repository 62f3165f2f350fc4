using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gdpr.Identity.Data;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Messages.Participation;
using Gdpr.Platform.Participation;
using Gdpr.Platform.Privacy;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Identity.Tests;

public sealed class StaffTests(SharedHost shared) : IAsyncLifetime
{
    private readonly IdentityHost _host = shared.Host;
    private string _token = null!;

    public async ValueTask InitializeAsync() => _token = await _host.TokenAsync("identity.write");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_configured_administrator_has_the_configured_password()
    {
        await using var scope = _host.App.Services.CreateAsyncScope();
        var staff = scope.ServiceProvider.GetRequiredService<UserManager<StaffAccount>>();

        var account = await staff.FindByEmailAsync("ADMIN@example.test");

        Assert.NotNull(account);
        Assert.True(await staff.CheckPasswordAsync(account, "correct horse battery staple"));
        Assert.Equal(["Administrator"], await staff.GetRolesAsync(account));
        Assert.False(account.PasswordIsOneTime);
    }

    [Fact]
    public async Task Staff_are_added_with_roles_and_listed()
    {
        using var created = await AddAsync("agent@example.test", "Agent", "DPO");
        using var again = await AddAsync("Agent@EXAMPLE.test", "Agent");
        using var list = await _host.SendAsync(HttpMethod.Get, "/api/identity/staff", _token);

        var items = (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        await AccessTests.AssertProblemAsync(again, 409, "STAFF_EXISTS");
        var agent = Assert.Single(items, i => i.GetProperty("email").GetString() == "agent@example.test");
        Assert.Contains(items, i => i.GetProperty("email").GetString() == IdentityHost.AdminEmail);
        Assert.Equal(["Agent", "DPO"], agent.GetProperty("roles").EnumerateArray().Select(r => r.GetString()));
    }

    [Theory]
    [InlineData("king@example.test", "King", "ROLE_UNKNOWN")]
    [InlineData("nobody", "Agent", "EMAIL_MALFORMED")]
    public async Task What_is_no_role_or_no_address_is_refused(string email, string role, string code)
    {
        using var answer = await AddAsync(email, role);

        await AccessTests.AssertProblemAsync(answer, 422, code);
    }

    [Fact]
    public async Task A_member_of_staff_is_found_by_address_kept_and_exported()
    {
        await using var scope = _host.App.Services.CreateAsyncScope();
        var participant = scope.ServiceProvider.GetRequiredService<IdentityParticipant>();
        var @case = Case(RightRequested.Erasure, "admin@example.test");

        var located = await participant.LocateAsync(@case, CancellationToken.None);
        var done = await participant.CarryOutAsync(@case, CancellationToken.None);
        var verified = await participant.VerifyAsync(@case, CancellationToken.None);
        var tables = await participant.ExportAsync(Case(RightRequested.Access, "admin@example.test"), CancellationToken.None);

        var kept = new Datum("identity.staffAccount", 1, Outcome.Kept, "6(1)(b):EMPLOYMENT", null);
        Assert.Equal(kept, Assert.Single(located.Data));
        Assert.Equal(kept, Assert.Single(done));
        Assert.Equal(kept, Assert.Single(verified));
        Assert.Equal("Admin@Example.test", Assert.Single(Assert.Single(tables).Rows)[1]);
    }

    [Fact]
    public async Task Somebody_without_an_account_is_not_found()
    {
        await using var scope = _host.App.Services.CreateAsyncScope();
        var participant = scope.ServiceProvider.GetRequiredService<IdentityParticipant>();

        var located = await participant.LocateAsync(Case(RightRequested.Erasure, "person@example.test"), CancellationToken.None);

        Assert.Empty(located.Data);
    }

    [Fact]
    public async Task Every_stored_property_is_classified_and_addresses_are_personal()
    {
        await using var scope = _host.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();

        var map = DataMap.Of(db).ToLookup(p => (p.Table, p.Column), p => p.Category);

        Assert.Empty(DataMap.Unclassified(db));
        Assert.Equal([DataCategory.Contact], map[("StaffAccounts", "Email")]);
        Assert.Equal([DataCategory.Contact], map[("StaffAccounts", "NormalizedEmail")]);
        Assert.Equal([DataCategory.Credential], map[("StaffAccounts", "PasswordHash")]);
        Assert.Equal([DataCategory.Pseudonym], map[("StaffMemberships", "UserId")]);
        Assert.False(await db.Staff.AnyAsync(a => a.UserName == a.Email));
    }

    private static ParticipationCase Case(RightRequested right, string email) =>
        new(Guid.Empty, right, [], [new Identifier(IdentifierKind.Email, email)], [], null);

    private Task<HttpResponseMessage> AddAsync(string email, params string[] roles) =>
        _host.SendAsync(HttpMethod.Post, "/api/identity/staff", _token, new { email, roles });
}
