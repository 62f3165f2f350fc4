using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gdpr.SubjectRights.Data.SqlServer.LedgerMigrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "erasure-ledger");

            migrationBuilder.CreateTable(
                name: "AuditChain",
                schema: "erasure-ledger",
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
                schema: "erasure-ledger",
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
                schema: "erasure-ledger",
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
                name: "ChoiceHashes",
                schema: "erasure-ledger",
                columns: table => new
                {
                    Reference = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChoiceHashes", x => new { x.Reference, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "DeadMessages",
                schema: "erasure-ledger",
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
                name: "IdempotencyKeys",
                schema: "erasure-ledger",
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
                schema: "erasure-ledger",
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
                name: "LedgerEntries",
                schema: "erasure-ledger",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Reference = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Scope = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Kept = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Choice = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerEntries", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "LedgerHashes",
                schema: "erasure-ledger",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: false),
                    Reference = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerHashes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Mails",
                schema: "erasure-ledger",
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
                name: "Outbox",
                schema: "erasure-ledger",
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
                schema: "erasure-ledger",
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
                name: "RoomMark",
                schema: "erasure-ledger",
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
                name: "SubjectHolds",
                schema: "erasure-ledger",
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
                schema: "erasure-ledger",
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
                name: "Tombstones",
                schema: "erasure-ledger",
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

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                schema: "erasure-ledger",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_SubjectId",
                schema: "erasure-ledger",
                table: "AuditEntries",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditSeals_EntryId",
                schema: "erasure-ledger",
                table: "AuditSeals",
                column: "EntryId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyKeys_ExpiresAt",
                schema: "erasure-ledger",
                table: "IdempotencyKeys",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_ConsumedAt",
                schema: "erasure-ledger",
                table: "Inbox",
                column: "ConsumedAt");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_Reference",
                schema: "erasure-ledger",
                table: "LedgerEntries",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerEntries_SubjectId",
                schema: "erasure-ledger",
                table: "LedgerEntries",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerHashes_Hash",
                schema: "erasure-ledger",
                table: "LedgerHashes",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_LedgerHashes_Reference",
                schema: "erasure-ledger",
                table: "LedgerHashes",
                column: "Reference");

            migrationBuilder.CreateIndex(
                name: "IX_Mails_AvailableAt",
                schema: "erasure-ledger",
                table: "Mails",
                column: "AvailableAt");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_AvailableAt",
                schema: "erasure-ledger",
                table: "Outbox",
                column: "AvailableAt");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectHolds_SubjectId",
                schema: "erasure-ledger",
                table: "SubjectHolds",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_SubjectRestrictions_SubjectId",
                schema: "erasure-ledger",
                table: "SubjectRestrictions",
                column: "SubjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditChain",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "AuditEntries",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "AuditSeals",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "ChoiceHashes",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "DeadMessages",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "IdempotencyKeys",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "Inbox",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "LedgerEntries",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "LedgerHashes",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "Mails",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "Outbox",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "Participations",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "RoomMark",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "SubjectHolds",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "SubjectRestrictions",
                schema: "erasure-ledger");

            migrationBuilder.DropTable(
                name: "Tombstones",
                schema: "erasure-ledger");
        }
    }
}
