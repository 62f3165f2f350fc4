using FluentValidation;
using Gdpr.Identity.Data;
using Gdpr.Identity.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Gdpr.Identity.Features.Staffing;

/// <summary>A member of staff gets an account, and a mail with the link by which they choose a password.</summary>
internal static class AddStaffMember
{
    internal sealed record Request(string Email, IReadOnlyList<string> Roles);

    internal sealed record Response(Guid Id);

    internal sealed class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Email).NotEmpty().MaximumLength(254);
            RuleFor(r => r.Email).Must(e => StaffLookup.Email(e) is not null).WithErrorCode("EMAIL_MALFORMED");
            RuleFor(r => r.Roles).NotEmpty();
            RuleForEach(r => r.Roles).Must(StaffRoles.All.Contains).WithErrorCode("ROLE_UNKNOWN");
        }
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/staff", HandleAsync).WithIdempotency<IdentityDbContext>().WithName(nameof(AddStaffMember)).WithSummary("Give a member of staff an account");

    private static Task<Created<Response>> HandleAsync(
        Request request, UserManager<StaffAccount> staff, Invitations invitations, IdentityDbContext db, HttpContext http, CancellationToken ct) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await staff.FindByEmailAsync(request.Email) is not null)
                {
                    throw new RuleViolation(IdentityErrors.StaffExists);
                }

                var id = db.NewId();
                var account = new StaffAccount { Id = id, UserName = id.ToString("N"), Email = request.Email.Trim(), CreatedAt = db.Now, LockoutEnabled = true };
                invitations.Send(account);
                Demand(await staff.CreateAsync(account));
                Demand(await staff.AddToRolesAsync(account, request.Roles.Distinct()));
                db.Audit(http.Actor(), "staff.added", reference: id);
                await db.SaveChangesAsync(token);
                return TypedResults.Created($"/api/identity/staff/{id}", new Response(id));
            },
            ct);

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new RuleViolation(new RuleError("STAFF_REFUSED", string.Join(' ', result.Errors.Select(e => e.Code)), 422));
        }
    }
}
