using Npgsql;

namespace Gdpr.Testing.Tests;

public sealed class PrivatePostgreSqlTests
{
    [Fact]
    public async Task A_killed_server_comes_back_with_what_was_committed()
    {
        await using var server = await Require.OwnPostgreSqlAsync();
        var database = await server.NewDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here')");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));
        await server.RestartAsync();

        Assert.Equal("still here", await ExecuteAsync(database, "SELECT word FROM kept"));
    }

    [Fact]
    public async Task Each_database_is_new_and_empty_and_speaks_unicode()
    {
        var server = await Require.PostgreSqlAsync();
        var first = await server.NewDatabaseAsync();
        await ExecuteAsync(first, "CREATE TABLE mine (word text)");

        var second = await server.NewDatabaseAsync();

        Assert.Equal(1L, await ExecuteAsync(first, CountOfTables));
        Assert.Equal(0L, await ExecuteAsync(second, CountOfTables));
        Assert.Equal("HÉLÈNE", await ExecuteAsync(second, "SELECT upper('hélène')"));
    }

    private const string CountOfTables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
