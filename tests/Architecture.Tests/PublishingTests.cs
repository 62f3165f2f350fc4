namespace Gdpr.Architecture.Tests;

public sealed class PublishingTests
{
    public static TheoryData<string> Rooms => Room.Folders;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_makes_only_messages_of_its_own_folder(string room) =>
        Violations.None(PublishingRules.Violations(room, PublishingRules.Messages(Room.Of(room).Assembly.Location)));

    [Fact]
    public void Platform_makes_only_messages_of_the_protocol() =>
        Violations.None(PublishingRules.Violations("Participation", PublishingRules.Messages(typeof(Platform.Messaging.RoomBus).Assembly.Location)));

    [Fact]
    public void The_rule_sees_the_messages_that_are_made()
    {
        var made = Room.All.SelectMany(r => PublishingRules.Messages(r.Assembly.Location)).Select(m => m.Message).Distinct().ToList();

        Assert.Contains("Gdpr.Messages.SubjectRights.RequestReceived", made);
        Assert.Contains("Gdpr.Messages.Participation.ParticipantReported", made);
        Assert.Contains("Gdpr.Messages.Connectors.ConnectionEnabled", made);
    }

    [Fact]
    public void A_planted_publication_is_reported()
    {
        var made = PublishingRules.Messages(typeof(PublishingTests).Assembly.Location, "Gdpr.Architecture.Tests.Planted.");

        var found = PublishingRules.Violations("Consent", made).ToList();

        Assert.Equal(2, found.Count);
        Assert.Contains(found, v => v.Contains("ForgeAsync", StringComparison.Ordinal) && v.Contains("SubjectsRegistered", StringComparison.Ordinal));
        Assert.Contains(found, v => v.Contains("PassOn", StringComparison.Ordinal) && v.Contains("RequestReceived", StringComparison.Ordinal));
    }
}
