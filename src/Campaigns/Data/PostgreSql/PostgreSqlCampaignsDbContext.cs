using Gdpr.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Gdpr.Campaigns.Data.PostgreSql;

internal sealed class PostgreSqlCampaignsDbContext(DbContextOptions<PostgreSqlCampaignsDbContext> options, RoomContextServices services)
    : CampaignsDbContext(options, services);
