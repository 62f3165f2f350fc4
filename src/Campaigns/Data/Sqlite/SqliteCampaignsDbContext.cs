using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data.Sqlite;

internal sealed class SqliteCampaignsDbContext(DbContextOptions<SqliteCampaignsDbContext> options, RoomContextServices services)
    : CampaignsDbContext(options, services);
