using System.Reflection;
using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gdpr.Platform.Privacy;

/// <summary>One stored property and its class, as a room publishes it at <c>/api/&lt;room&gt;/data-map</c> (Art. 30(1)(c)).</summary>
public sealed record MappedProperty(string Table, string Column, DataCategory Category, string? DataClass);

/// <summary>Reads the classes of every persisted property of a room; what has none is listed by <see cref="Unclassified"/>.</summary>
public static class DataMap
{
    public static IReadOnlyList<MappedProperty> Of(RoomDbContext db) =>
        [.. Properties(db)
            .Select(p => (p.Table, p.Column, Class: ClassOf(p.Member)))
            .Where(p => p.Class is not null)
            .Select(p => new MappedProperty(p.Table, p.Column, p.Class!.Value.Category, p.Class!.Value.DataClass))
            .OrderBy(p => p.Table, StringComparer.Ordinal).ThenBy(p => p.Column, StringComparer.Ordinal)];

    /// <summary>Persisted properties without a class; an architecture test demands that there are none.</summary>
    public static IReadOnlyList<string> Unclassified(RoomDbContext db) =>
        [.. Properties(db).Where(p => ClassOf(p.Member) is null).Select(p => $"{p.Table}.{p.Column}")];

    private static IEnumerable<(string Table, string Column, MemberInfo? Member)> Properties(RoomDbContext db) =>
        from entity in db.Model.GetEntityTypes()
        where entity.GetTableName() is not null
        from property in entity.GetFlattenedProperties()
        let member = (MemberInfo?)property.PropertyInfo ?? property.FieldInfo
        where !(property.IsShadowProperty() && property.IsForeignKey())
        select (entity.GetTableName()!, ColumnOf(property), member);

    private static string ColumnOf(IProperty property) =>
        property.DeclaringType is IComplexType complex ? $"{complex.ComplexProperty.Name}_{property.Name}" : property.Name;

    private static (DataCategory Category, string? DataClass)? ClassOf(MemberInfo? member)
    {
        if (member?.GetCustomAttribute<PersonalDataAttribute>() is { } personal)
        {
            return (personal.Category, personal.DataClass);
        }

        var plain = member?.GetCustomAttribute<NotPersonalAttribute>() is not null
            || member?.DeclaringType?.GetCustomAttribute<NotPersonalAttribute>() is not null
            || member?.DeclaringType?.Namespace?.StartsWith("OpenIddict", StringComparison.Ordinal) is true
            || member?.DeclaringType?.Namespace?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) is true;
        return plain ? (DataCategory.NotPersonal, null) : null;
    }
}
