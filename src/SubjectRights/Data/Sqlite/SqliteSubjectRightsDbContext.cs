using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data.Sqlite;

internal sealed class SqliteSubjectRightsDbContext(DbContextOptions<SqliteSubjectRightsDbContext> options, RoomContextServices services)
    : SubjectRightsDbContext(options, services);
