using System.Text.RegularExpressions;
using FluentValidation;
using Gdpr.Connectors.Data;
using Gdpr.Connectors.Domain;
using Gdpr.Connectors.ThirdParties;
using Gdpr.Kernel;
using Gdpr.Kernel.Identifiers;
using Gdpr.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Connectors.Features.Connecting;

/// <summary>Sets up a third party, disabled: nothing is asked of it before somebody enables it.</summary>
internal static partial class CreateConnection
{
    /// <param name="MarketsForUs">A recipient that is told of objections too (Art. 21(2)).</param>
    /// <param name="MayHoldUnknown">Unless said otherwise it is asked about everybody: nobody is silently not asked.</param>
    internal sealed record Request(
        string Key,
        string Definition,
        string Name,
        string BaseUrl,
        string Token,
        ConnectionRole Role,
        IReadOnlyList<IdentifierKind> IdentifierKinds,
        bool? MayHoldUnknown,
        IReadOnlyList<string> AllowHosts,
        bool? MarketsForUs = null)
    {
        // The token must not leave by an exception or a log of this record.
        public override string ToString() => $"{nameof(CreateConnection)} {Key}";
    }

    internal sealed partial class Rules : AbstractValidator<Request>
    {
        public Rules()
        {
            RuleFor(r => r.Key).NotEmpty().MaximumLength(60).Matches(Kebab()).WithErrorCode("CONNECTION_KEY_INVALID");
            RuleFor(r => r.Definition).NotEmpty().MaximumLength(60);
            RuleFor(r => r.Name).NotEmpty().MaximumLength(200);
            RuleFor(r => r.BaseUrl).NotEmpty().MaximumLength(500).Must(IsPlainAddress).WithErrorCode("BASE_URL_INVALID");
            RuleFor(r => r.Token).NotEmpty().MaximumLength(4000).Must(t => t is null || Credentials.IsPrintable(t)).WithErrorCode("TOKEN_INVALID");
            RuleFor(r => r.IdentifierKinds).NotEmpty();
            RuleFor(r => r.AllowHosts).NotEmpty().Must(h => h is null || h.Count <= 20);
            RuleForEach(r => r.AllowHosts).NotEmpty().MaximumLength(90).Must(IsHost).WithErrorCode("ALLOW_HOST_INVALID");
        }

        [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
        private static partial Regex Kebab();

        private static bool IsPlainAddress(string? text) =>
            Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { UserInfo: "", Query: "", Fragment: "" };

        private static bool IsHost(string? text) => text is not null && !text.Contains(',') && Uri.CheckHostName(text) != UriHostNameType.Unknown;
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/connections", Handle)
            .WithName(nameof(CreateConnection))
            .WithSummary("Set up a third party")
            .WithIdempotency<ConnectorsDbContext>();

    internal static async Task<Created<ConnectionView>> Handle(
        Request request, ConnectorsDbContext db, Credentials credentials, ConnectorsSettings settings, HttpContext http, CancellationToken ct)
    {
        var address = new Uri(request.BaseUrl);
        Connection.DemandAllowed(address, request.AllowHosts, settings.AllowPrivateNetworks);
        if (ConnectorDefinition.BuiltIn.All(d => d.Key != request.Definition))
        {
            throw new RuleViolation(ConnectorsErrors.DefinitionUnknown);
        }

        var connection = new Connection
        {
            Id = db.NewId(),
            Key = request.Key,
            Definition = request.Definition,
            Name = request.Name,
            BaseUrl = address,
            ProtectedToken = credentials.Protect(request.Token),
            Role = request.Role,
            IdentifierKinds = [.. request.IdentifierKinds.Distinct()],
            MayHoldUnknown = request.MayHoldUnknown ?? true,
            MarketsForUs = request.MarketsForUs ?? false,
            AllowHosts = [.. request.AllowHosts.Select(h => h.ToLowerInvariant()).Distinct()],
            CreatedAt = db.Now,
        };
        await db.InTransactionAsync(token => AddAsync(db, connection, http.Actor(), token), ct);
        return TypedResults.Created($"/api/connectors/connections/{connection.Id}", ConnectionView.Of(connection));
    }

    private static async Task AddAsync(ConnectorsDbContext db, Connection connection, string actor, CancellationToken ct)
    {
        if (await db.Connections.AnyAsync(c => c.Key == connection.Key, ct))
        {
            throw new RuleViolation(ConnectorsErrors.ConnectionKeyTaken);
        }

        db.Connections.Add(connection);
        db.Audit(actor, "connection.created", reference: connection.Id);
        await db.SaveChangesAsync(ct);
    }
}
