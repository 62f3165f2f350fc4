using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data.SqlServer;

internal sealed class SqlServerCampaignsDbContext(DbContextOptions<SqlServerCampaignsDbContext> options, RoomContextServices services)
    : CampaignsDbContext(options, services);
