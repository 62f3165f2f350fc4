using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Gdpr.Platform.Data;

/// <summary>A column as the model maps it: how its value is read from the entity and stored.</summary>
internal sealed record MappedColumn(string Table, string Name, RelationalTypeMapping Mapping, IProperty Property)
{
    private static readonly ConcurrentDictionary<(IModel, Type), IReadOnlyList<MappedColumn>> Known = [];

    public static IReadOnlyList<MappedColumn> Of(RoomDbContext db, Type entity) => Known.GetOrAdd((db.Model, entity), _ =>
    {
        var table = db.Model.FindEntityType(entity)!.GetTableMappings().Single();
        var sql = db.GetService<ISqlGenerationHelper>();
        var name = sql.DelimitIdentifier(table.Table.Name, table.Table.Schema);
        return [.. table.ColumnMappings.Select(c => new MappedColumn(name, sql.DelimitIdentifier(c.Column.Name), c.TypeMapping, c.Property))];
    });

    public object? Read(object row)
    {
        var value = Property.GetGetter().GetClrValue(row);
        return value is null || Mapping.Converter is not { } converter ? value : converter.ConvertToProvider(value);
    }
}
