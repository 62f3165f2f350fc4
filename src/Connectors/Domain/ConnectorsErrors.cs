using Gdpr.Kernel;

namespace Gdpr.Connectors.Domain;

/// <summary>The rules of this room that a caller can break.</summary>
internal static class ConnectorsErrors
{
    public static readonly RuleError ConnectionKeyTaken = new("CONNECTION_KEY_TAKEN", "Another connection has this key.");
    public static readonly RuleError ConnectionNotFound = new("CONNECTION_NOT_FOUND", "No such connection.", 404);
    public static readonly RuleError CredentialUnreadable = new("CREDENTIAL_UNREADABLE", "The stored token cannot be decrypted: restore the key ring or set a new token.");
    public static readonly RuleError DefinitionUnknown = new("DEFINITION_UNKNOWN", "No connector definition has this key.", 422);
    public static readonly RuleError HostNotAllowed = new("HOST_NOT_ALLOWED", "The host is not on the connection's allow-list, or its address is private.", 422);
    public static readonly RuleError HttpsDemanded = new("HTTPS_DEMANDED", "Personal data and tokens travel over https only.", 422);
    public static readonly RuleError WebhookNotFound = new("WEBHOOK_NOT_FOUND", "No such webhook.", 404);
}
