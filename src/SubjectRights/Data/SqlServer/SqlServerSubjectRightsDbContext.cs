using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.SubjectRights.Data.SqlServer;

internal sealed class SqlServerSubjectRightsDbContext(DbContextOptions<SqlServerSubjectRightsDbContext> options, RoomContextServices services)
    : SubjectRightsDbContext(options, services);
