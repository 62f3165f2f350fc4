using Gdpr.Kernel;

namespace Gdpr.Identity.Domain;

internal static class IdentityErrors
{
    public static readonly RuleError ClientExists = new("CLIENT_EXISTS", "A client with this id exists; delete it first to get another secret.");
    public static readonly RuleError ClientNotFound = new("CLIENT_NOT_FOUND", "No integrator's client has this id.", 404);
    public static readonly RuleError ScopeUnknown = new("SCOPE_UNKNOWN", "A client may have <room>.read and <room>.write of the rooms that exist.", 422);
    public static readonly RuleError StaffExists = new("STAFF_EXISTS", "A member of staff has this address.");
    public static readonly RuleError StaffNotFound = new("STAFF_NOT_FOUND", "No member of staff has this id.", 404);
    public static readonly RuleError LastAdministrator = new("LAST_ADMINISTRATOR", "Somebody who can sign in must stay Administrator.");
    public static readonly RuleError SigningKeyUnusable = new("SIGNING_KEY_UNUSABLE", "The signing key must be an RSA private key in PEM of at least 2048 bits.", 500);
}
