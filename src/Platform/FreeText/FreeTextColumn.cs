using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Gdpr.Kernel.FreeText;
using Gdpr.Platform.Data;
using Gdpr.Platform.Mail;
using Gdpr.Platform.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gdpr.Platform.FreeText;

/// <summary>
/// A stored property classified as free text. The classes of the data map say where words may name somebody, so a new
/// column is searched without a line of the room.
/// </summary>
internal sealed record FreeTextColumn(Type Entity, string Property, string Table, string DataClass, bool Fixed)
{
    private static readonly ConcurrentDictionary<IModel, IReadOnlyList<FreeTextColumn>> Known = [];
    private static readonly MethodInfo Typed = typeof(FreeTextColumn).GetMethod(nameof(RowsOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Like = typeof(DbFunctionsExtensions).GetMethod(nameof(DbFunctionsExtensions.Like), [typeof(DbFunctions), typeof(string), typeof(string)])!;

    /// <summary>All of them but mails, whose words are erased once they are sent.</summary>
    public static IReadOnlyList<FreeTextColumn> Of(RoomDbContext db) => Known.GetOrAdd(db.Model, model =>
        [.. from entity in model.GetEntityTypes()
            where entity.ClrType != typeof(MailMessage) && entity.GetTableName() is not null
            from property in entity.GetProperties()
            where property.ClrType == typeof(string) && property.GetValueConverter() is null
            let category = property.PropertyInfo?.GetCustomAttribute<PersonalDataAttribute>()
            where category is { Category: DataCategory.FreeText }
            select new FreeTextColumn(
                entity.ClrType, property.Name, entity.GetTableName()!, category!.DataClass ?? $"{db.Room}.{entity.GetTableName()}",
                property.PropertyInfo!.GetCustomAttribute<UnalterableAttribute>() is not null)]);

    /// <summary>Rows that name the person, tracked. A pattern may match every row: they are read one by one, and only what names is kept.</summary>
    public Task<List<object>> RowsAsync(RoomDbContext db, IReadOnlyList<string> patterns, MentionSearch search, CancellationToken ct) =>
        (Task<List<object>>)Typed.MakeGenericMethod(Entity).Invoke(null, [db, Property, patterns, search, ct])!;

    public string PlaceOf(RoomDbContext db, object row)
    {
        var key = db.Model.FindEntityType(Entity)!.FindPrimaryKey()!.Properties.Select(p => Convert.ToString(p.GetGetter().GetClrValue(row), CultureInfo.InvariantCulture));
        return $"{Table}.{Property}/{string.Join(',', key)}";
    }

    private static async Task<List<object>> RowsOfAsync<T>(
        RoomDbContext db, string property, IReadOnlyList<string> patterns, MentionSearch search, CancellationToken ct)
        where T : class
    {
        var row = Expression.Parameter(typeof(T));
        var lower = Expression.Call(
            Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], row, Expression.Constant(property)), nameof(string.ToLower), null);
        var any = patterns
            .Select(p => (Expression)Expression.Call(Like, Expression.Constant(EF.Functions), lower, Parameter(p)))
            .Aggregate(Expression.OrElse);
        var entity = db.Model.FindEntityType(typeof(T))!;
        var (text, key) = (entity.FindProperty(property)!.GetGetter(), entity.FindPrimaryKey()!.Properties);
        var keys = new List<object?[]>();
        await foreach (var read in db.Set<T>().AsNoTracking().Where(Expression.Lambda<Func<T, bool>>(any, row)).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (text.GetClrValue(read) is string words && search.In(words).Count > 0)
            {
                keys.Add([.. key.Select(p => p.GetGetter().GetClrValue(read))]);
            }
        }

        var rows = new List<object>();
        foreach (var found in keys)
        {
            rows.AddRange(await db.Set<T>().FindAsync(found, ct) is { } tracked ? [tracked] : (object[])[]);
        }

        return rows;
    }

    // What a lambda captures becomes a parameter: what is looked for never stands in a statement, nor in a log of it.
    private static Expression Parameter(string pattern)
    {
        Expression<Func<string>> captured = () => pattern;
        return captured.Body;
    }
}
