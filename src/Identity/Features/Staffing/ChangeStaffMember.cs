using FluentValidation;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Gdpr.Identity.Features.Staffing;

/// <summary>What an administrator does to an account: other roles, another invitation, a lost second factor, the end. Sessions end with each.</summary>
internal static class ChangeStaffMember
{
    internal sealed record Request(IReadOnlyList<string> Roles);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Roles).NotEmpty();
            RuleForEach(r => r.Roles).Must(StaffRoles.All.Contains).WithErrorCode("ROLE_UNKNOWN");
        }
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/staff/{id:guid}/roles", (Guid id, Request request, Desk desk, HttpContext http, CancellationToken ct) =>
            desk.ChangeAsync(id, http.Actor(), "staff.roles.changed", a => desk.SetRolesAsync(a, request.Roles), ct)).WithSummary("Give other roles");
        api.MapPost("/staff/{id:guid}/invitation", (Guid id, Desk desk, HttpContext http, CancellationToken ct) =>
            desk.ChangeAsync(id, http.Actor(), "staff.invited", desk.InviteAgain, ct)).WithSummary("Invite again: the old password is void");
        api.MapDelete("/staff/{id:guid}/second-factor", (Guid id, Desk desk, HttpContext http, CancellationToken ct) =>
            desk.ChangeAsync(id, http.Actor(), "staff.secondFactor.removed", desk.ForgetSecondFactor, ct)).WithSummary("A lost authenticator: another is set up at the next sign-in");
        api.MapDelete("/staff/{id:guid}", (Guid id, Desk desk, HttpContext http, CancellationToken ct) =>
            desk.ChangeAsync(id, http.Actor(), "staff.left", desk.Remove, ct)).WithSummary("Somebody leaves: the account ends");
    }

    internal sealed class Desk(UserManager<StaffAccount> staff, IdentityDbContext db, Invitations invitations, IOpenIddictTokenManager tokens)
    {
        public Task<NoContent> ChangeAsync(Guid id, string actor, string code, Func<StaffAccount, Task> change, CancellationToken ct) => db.InTransactionAsync(
            async token =>
            {
                var account = await staff.FindByIdAsync(id.ToString()) ?? throw new RuleViolation(IdentityErrors.StaffNotFound);
                await staff.UpdateSecurityStampAsync(account);
                await change(account);
                if (!(await staff.GetUsersInRoleAsync(StaffRoles.Administrator)).Any(a => a.PasswordHash is not null))
                {
                    throw new RuleViolation(IdentityErrors.LastAdministrator);
                }

                await tokens.RevokeBySubjectAsync(id.ToString(), token);
                db.Audit(actor, code, reference: id);
                await db.SaveChangesAsync(token);
                return TypedResults.NoContent();
            },
            ct);

        public async Task SetRolesAsync(StaffAccount account, IReadOnlyList<string> roles)
        {
            var now = await staff.GetRolesAsync(account);
            await staff.RemoveFromRolesAsync(account, now.Except(roles));
            await staff.AddToRolesAsync(account, roles.Except(now).Distinct());
        }

        public async Task InviteAgain(StaffAccount account)
        {
            account.PasswordHash = null;
            invitations.Send(account);
            await staff.UpdateAsync(account);
            await ForgetPasskeysAsync(account);
        }

        public Task ForgetSecondFactor(StaffAccount account)
        {
            account.SecondFactorKey = null;
            account.TwoFactorEnabled = false;
            return ForgetPasskeysAsync(account);
        }

        // Whatever made somebody start anew may have taken the device with it.
        private Task<int> ForgetPasskeysAsync(StaffAccount account) => db.Passkeys.Where(p => p.AccountId == account.Id).ExecuteDeleteAsync();

        public Task Remove(StaffAccount account) => staff.DeleteAsync(account);
    }
}
