using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data.PostgreSql;

internal sealed class PostgreSqlSubjectRightsDbContext(DbContextOptions<PostgreSqlSubjectRightsDbContext> options, RoomContextServices services)
    : SubjectRightsDbContext(options, services);
