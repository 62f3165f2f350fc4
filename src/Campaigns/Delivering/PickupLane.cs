namespace Gdpr.Campaigns.Delivering;

/// <summary>Without a server, mails are files that the app shows: written again under the same name they are the same mail.</summary>
internal sealed class PickupLane(string folder) : ILane
{
    public Task OpenAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public async Task<Outcome> SendAsync(Parcel parcel)
    {
        var file = Path.Combine(folder, $"{parcel.SendId:N}.eml");
        await parcel.Mail!.WriteToAsync(file + ".new");
        File.Move(file + ".new", file, overwrite: true);
        return new Outcome(parcel.SendId, parcel.SubjectId, Fate.Sent);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
