using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gdpr.Consent.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "consent");

            migrationBuilder.CreateTable(
                name: "AccessTraces",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Step = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Ip = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    UserAgent = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    EraseAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessTraces", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditChain",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Holder = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    LeasedUntil = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditChain", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Reference = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditSeals",
                schema: "consent",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    EntryId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Digest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditSeals", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "CookieBanners",
                schema: "consent",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Origins = table.Column<string>(type: "nvarchar(max)", maxLength: 6000, nullable: false),
                    PrivacyUrl = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Domain = table.Column<string>(type: "nvarchar(253)", maxLength: 253, nullable: true),
                    Purposes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CookieBanners", x => new { x.Code, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "CookieChoices",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Banner = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Accepted = table.Column<string>(type: "nvarchar(1400)", maxLength: 1400, nullable: false),
                    Refused = table.Column<string>(type: "nvarchar(1400)", maxLength: 1400, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CookieChoices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CookieTies",
                schema: "consent",
                columns: table => new
                {
                    ChoiceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SignedIn = table.Column<bool>(type: "bit", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CookieTies", x => x.ChoiceId);
                });

            migrationBuilder.CreateTable(
                name: "DeadMessages",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Endpoint = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    MessageType = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Headers = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Deliveries = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ReplayedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureProposals",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Cause = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DataClasses = table.Column<string>(type: "nvarchar(1400)", maxLength: 1400, nullable: true),
                    ProposedAt = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureProposals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Events",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Decision = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    NoticeId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Method = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    Evidence = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    FirstStepId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    ConfirmedAt = table.Column<long>(type: "bigint", nullable: true),
                    Operator = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    OutOfHours = table.Column<bool>(type: "bit", nullable: false),
                    Prechecked = table.Column<bool>(type: "bit", nullable: false),
                    Partner = table.Column<bool>(type: "bit", nullable: false),
                    RecipientsNamed = table.Column<bool>(type: "bit", nullable: false),
                    ControllerId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Facts",
                schema: "consent",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StatedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    StatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Country = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    TimeZone = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Audience = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Age = table.Column<int>(type: "int", nullable: true),
                    ParentalConsent = table.Column<bool>(type: "bit", nullable: true),
                    AddressType = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    PriorCustomer = table.Column<bool>(type: "bit", nullable: true),
                    CollectedAtSale = table.Column<bool>(type: "bit", nullable: true),
                    SameEntity = table.Column<bool>(type: "bit", nullable: true),
                    SimilarProducts = table.Column<bool>(type: "bit", nullable: true),
                    OptOutAtCollection = table.Column<bool>(type: "bit", nullable: true),
                    OptOutEachMessage = table.Column<bool>(type: "bit", nullable: true),
                    Informed = table.Column<bool>(type: "bit", nullable: true),
                    FirstMessageCarriesArt14 = table.Column<bool>(type: "bit", nullable: true),
                    RelatedToProfession = table.Column<bool>(type: "bit", nullable: true),
                    Bloctel = table.Column<bool>(type: "bit", nullable: true),
                    OngoingContract = table.Column<bool>(type: "bit", nullable: true),
                    RelatedToContract = table.Column<bool>(type: "bit", nullable: true),
                    AttemptsLast30Days = table.Column<int>(type: "int", nullable: true),
                    Sector = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CallbackRequestedAt = table.Column<long>(type: "bigint", nullable: true),
                    LastContactFromPersonAt = table.Column<long>(type: "bigint", nullable: true),
                    CollectedBefore = table.Column<long>(type: "bigint", nullable: true),
                    InformedOptOut = table.Column<bool>(type: "bit", nullable: true),
                    Origin = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ObtainedAt = table.Column<long>(type: "bigint", nullable: true),
                    Supplier = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PartnersNamed = table.Column<bool>(type: "bit", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Facts", x => x.SubjectId);
                });

            migrationBuilder.CreateTable(
                name: "Forms",
                schema: "consent",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    TitleFr = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    TitleEn = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Fields = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Boxes = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    PrivacyUrl = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    ControllerId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Forms", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyKeys",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    BodyDigest = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Status = table.Column<int>(type: "int", nullable: false),
                    Response = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Location = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                schema: "consent",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Endpoint = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    ConsumedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => new { x.MessageId, x.Endpoint });
                });

            migrationBuilder.CreateTable(
                name: "InformationDuties",
                schema: "consent",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Origin = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ObtainedAt = table.Column<long>(type: "bigint", nullable: false),
                    Supplier = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PartnersNamed = table.Column<bool>(type: "bit", nullable: true),
                    FirstContactAt = table.Column<long>(type: "bigint", nullable: true),
                    FirstDisclosureAt = table.Column<long>(type: "bigint", nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: false),
                    NoticeId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    InformedAt = table.Column<long>(type: "bigint", nullable: true),
                    ExemptAt = table.Column<long>(type: "bigint", nullable: true),
                    ExemptGround = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    ExemptReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    ExemptBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InformationDuties", x => x.SubjectId);
                });

            migrationBuilder.CreateTable(
                name: "InformationNotices",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TextId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TextVersion = table.Column<int>(type: "int", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false),
                    TextSha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    BodySha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Origin = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InformationNotices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InformationTexts",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Language = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InformationTexts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeptData",
                schema: "consent",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DataClass = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Ground = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    DueAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptData", x => new { x.RequestId, x.SubjectId, x.DataClass });
                });

            migrationBuilder.CreateTable(
                name: "KnownSubjects",
                schema: "consent",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    Country = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Audience = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Origin = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    InformedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownSubjects", x => x.SubjectId);
                });

            migrationBuilder.CreateTable(
                name: "Mails",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Kind = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Reference = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    To = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Html = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    SentAt = table.Column<long>(type: "bigint", nullable: true),
                    StartedAt = table.Column<long>(type: "bigint", nullable: true),
                    AvailableAt = table.Column<long>(type: "bigint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    LastError = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Notices",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Language = table.Column<string>(type: "nvarchar(35)", maxLength: 35, nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Form = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Sha256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ControllerId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MessageType = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Destination = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Headers = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ConversationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    TraceParent = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    AvailableAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: true),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    DeadAt = table.Column<long>(type: "bigint", nullable: true),
                    LastError = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Participations",
                schema: "consent",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Target = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Phase = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Round = table.Column<int>(type: "int", nullable: false),
                    Report = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Participations", x => new { x.RequestId, x.Target, x.Phase, x.Round });
                });

            migrationBuilder.CreateTable(
                name: "Purposes",
                schema: "consent",
                columns: table => new
                {
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    NameFr = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    NameEn = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    LegalBasis = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Channels = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    RetentionMonths = table.Column<int>(type: "int", nullable: true),
                    ConsentMonths = table.Column<int>(type: "int", nullable: true),
                    DataClasses = table.Column<string>(type: "nvarchar(1400)", maxLength: 1400, nullable: true),
                    ControllerId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Purposes", x => x.Code);
                });

            migrationBuilder.CreateTable(
                name: "Rates",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Channel = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Origin = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Known = table.Column<int>(type: "int", nullable: false),
                    Consented = table.Column<int>(type: "int", nullable: false),
                    Refused = table.Column<int>(type: "int", nullable: false),
                    CountedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rates", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RequalificationAsks",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RunId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Route = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    EventId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AskedAt = table.Column<long>(type: "bigint", nullable: true),
                    AnswerBy = table.Column<long>(type: "bigint", nullable: true),
                    Outcome = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequalificationAsks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Requalifications",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AnswerDays = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ByMail = table.Column<int>(type: "int", nullable: false),
                    ByPostOrVisit = table.Column<int>(type: "int", nullable: false),
                    Never = table.Column<int>(type: "int", nullable: false),
                    ApprovedAt = table.Column<long>(type: "bigint", nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    AskedAllAt = table.Column<long>(type: "bigint", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requalifications", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RoomMark",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    LedgerSequence = table.Column<long>(type: "bigint", nullable: false),
                    ReplayedTo = table.Column<long>(type: "bigint", nullable: false),
                    SendsOffSince = table.Column<long>(type: "bigint", nullable: true),
                    LateWritesRefused = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RoomMark", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubjectHashes",
                schema: "consent",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectHashes", x => new { x.SubjectId, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "SubjectHolds",
                schema: "consent",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    EditsHeld = table.Column<bool>(type: "bit", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectHolds", x => new { x.RequestId, x.SubjectId });
                });

            migrationBuilder.CreateTable(
                name: "SubjectRestrictions",
                schema: "consent",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    DataClass = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Ground = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Since = table.Column<long>(type: "bigint", nullable: false),
                    UntilClosed = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubjectRestrictions", x => new { x.RequestId, x.SubjectId, x.DataClass });
                });

            migrationBuilder.CreateTable(
                name: "Suppressions",
                schema: "consent",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Scope = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    RecordedAt = table.Column<long>(type: "bigint", nullable: false),
                    ControllerId = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suppressions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Tombstones",
                schema: "consent",
                columns: table => new
                {
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ErasedAt = table.Column<long>(type: "bigint", nullable: false),
                    LedgerSequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tombstones", x => x.SubjectId);
                });

            migrationBuilder.CreateTable(
                name: "SuppressionHashes",
                schema: "consent",
                columns: table => new
                {
                    SuppressionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressionHashes", x => new { x.SuppressionId, x.Hash });
                    table.ForeignKey(
                        name: "FK_SuppressionHashes_Suppressions_SuppressionId",
                        column: x => x.SuppressionId,
                        principalSchema: "consent",
                        principalTable: "Suppressions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SuppressionSubjects",
                schema: "consent",
                columns: table => new
                {
                    SuppressionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Matched = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressionSubjects", x => new { x.SubjectId, x.SuppressionId });
                    table.ForeignKey(
                        name: "FK_SuppressionSubjects_Suppressions_SuppressionId",
                        column: x => x.SuppressionId,
                        principalSchema: "consent",
                        principalTable: "Suppressions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessTraces_EraseAt",
                schema: "consent",
                table: "AccessTraces",
                column: "EraseAt");

            migrationBuilder.CreateIndex(
                name: "IX_AccessTraces_SubjectId",
                schema: "consent",
                table: "AccessTraces",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                schema: "consent",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectId",
                schema: "consent",
                table: "AuditEntries",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditSeals_EntryId",
                schema: "consent",
                table: "AuditSeals",
                column: "EntryId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CookieChoices_At",
                schema: "consent",
                table: "CookieChoices",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CookieTies_SubjectId",
                schema: "consent",
                table: "CookieTies",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureProposals_SubjectId_Purpose",
                schema: "consent",
                table: "ErasureProposals",
                columns: new[] { "SubjectId", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_SubjectId_Purpose",
                schema: "consent",
                table: "Events",
                columns: new[] { "SubjectId", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_Facts_LastContactFromPersonAt",
                schema: "consent",
                table: "Facts",
                column: "LastContactFromPersonAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyKeys_ExpiresAt",
                schema: "consent",
                table: "IdempotencyKeys",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_ConsumedAt",
                schema: "consent",
                table: "Inbox",
                column: "ConsumedAt");

            migrationBuilder.CreateIndex(
                name: "IX_InformationDuties_Id",
                schema: "consent",
                table: "InformationDuties",
                column: "Id");

            migrationBuilder.CreateIndex(
                name: "IX_InformationDuties_NoticeId",
                schema: "consent",
                table: "InformationDuties",
                column: "NoticeId");

            migrationBuilder.CreateIndex(
                name: "IX_InformationNotices_SubjectId",
                schema: "consent",
                table: "InformationNotices",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_InformationTexts_Language_Version",
                schema: "consent",
                table: "InformationTexts",
                columns: new[] { "Language", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeptData_DueAt",
                schema: "consent",
                table: "KeptData",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_KeptData_SubjectId",
                schema: "consent",
                table: "KeptData",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_Mails_AvailableAt",
                schema: "consent",
                table: "Mails",
                column: "AvailableAt");

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Purpose_Language_Version",
                schema: "consent",
                table: "Notices",
                columns: new[] { "Purpose", "Language", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_AvailableAt",
                schema: "consent",
                table: "Outbox",
                column: "AvailableAt");

            migrationBuilder.CreateIndex(
                name: "IX_Rates_Day_Purpose_Channel_Origin",
                schema: "consent",
                table: "Rates",
                columns: new[] { "Day", "Purpose", "Channel", "Origin" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Rates_Purpose_Day",
                schema: "consent",
                table: "Rates",
                columns: new[] { "Purpose", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_RequalificationAsks_EventId",
                schema: "consent",
                table: "RequalificationAsks",
                column: "EventId");

            migrationBuilder.CreateIndex(
                name: "IX_RequalificationAsks_Outcome_Id",
                schema: "consent",
                table: "RequalificationAsks",
                columns: new[] { "Outcome", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RequalificationAsks_RunId_SubjectId",
                schema: "consent",
                table: "RequalificationAsks",
                columns: new[] { "RunId", "SubjectId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RequalificationAsks_SubjectId",
                schema: "consent",
                table: "RequalificationAsks",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectHashes_Hash",
                schema: "consent",
                table: "SubjectHashes",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectHolds_SubjectId",
                schema: "consent",
                table: "SubjectHolds",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRestrictions_SubjectId",
                schema: "consent",
                table: "SubjectRestrictions",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_SuppressionHashes_Hash",
                schema: "consent",
                table: "SuppressionHashes",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_Suppressions_RequestId",
                schema: "consent",
                table: "Suppressions",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_SuppressionSubjects_SuppressionId",
                schema: "consent",
                table: "SuppressionSubjects",
                column: "SuppressionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessTraces",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "AuditChain",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "AuditEntries",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "AuditSeals",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "CookieBanners",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "CookieChoices",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "CookieTies",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "DeadMessages",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "ErasureProposals",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Events",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Facts",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Forms",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "IdempotencyKeys",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Inbox",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "InformationDuties",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "InformationNotices",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "InformationTexts",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "KeptData",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "KnownSubjects",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Mails",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Notices",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Outbox",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Participations",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Purposes",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Rates",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "RequalificationAsks",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Requalifications",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "RoomMark",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "SubjectHashes",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "SubjectHolds",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "SubjectRestrictions",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "SuppressionHashes",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "SuppressionSubjects",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Tombstones",
                schema: "consent");

            migrationBuilder.DropTable(
                name: "Suppressions",
                schema: "consent");
        }
    }
}
