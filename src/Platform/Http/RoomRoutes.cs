using Gdpr.Platform.Modules;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gdpr.Platform.Http;

/// <summary>Puts a room under its prefixes, with its scopes, its rules and its document.</summary>
internal static class RoomRoutes
{
    public static void Map(WebApplication app, IModule module)
    {
        var api = app.MapGroup($"/api/{module.Name}").WithTags(module.Name).WithGroupName(module.Name);
        api.RequireAuthorization(p => p.RequireAuthenticatedUser().AddRequirements(new RoomScope(module.Name)));
        api.WithRules().BelongsTo(module.Name);
        module.MapEndpoints(api);

        var self = app.MapGroup($"/api/{module.Name}/me").WithTags(module.Name).WithGroupName(module.Name);
        self.RequireAuthorization(p => p.RequireAuthenticatedUser().AddRequirements(new SelfScope()));
        self.WithRules().BelongsTo(module.Name);
        module.MapSelf(self);

        var inside = app.MapGroup($"/internal/{module.Name}").ExcludeFromDescription();
        inside.RequireAuthorization(p => p.RequireAuthenticatedUser().AddRequirements(new InternalScope()));
        inside.WithRules().BelongsTo(module.Name);
        module.MapInternal(inside);

        var root = app.MapGroup(string.Empty).ExcludeFromDescription();
        root.WithRules().BelongsTo(module.Name);
        module.MapRoot(root);

        app.MapOpenApi("/openapi/{documentName:regex(^" + module.Name + "$)}.json")
            .AllowAnonymousBecause("The contract is public; the data behind it is not.");
    }

    public static void AddRoomDocument(this IServiceCollection services, string room) =>
        services.AddOpenApi(room, o =>
        {
            o.ShouldInclude = d => d.GroupName == room;
            o.CreateSchemaReferenceId = type =>
            {
                var id = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
                var outer = type.Type.DeclaringType;
                return id is null || outer is null ? id : outer.Name + id;
            };
        });
}
