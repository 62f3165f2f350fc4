using Gdpr.Campaigns.Domain;
using Gdpr.Kernel;
using Gdpr.Platform.Modules;

namespace Gdpr.Campaigns.Delivering;

/// <summary>Opens the lanes of a channel.</summary>
internal sealed class Media(CampaignsSettings settings, GdprSettings gdpr, IHttpClientFactory clients, TimeProvider clock)
{
    public const string SmsClient = "campaigns-sms";

    public int Lanes => settings.Connections;

    public ILane Lane(Channel channel, string sender) => channel switch
    {
        Channel.Email => settings.Smtp is { } server ? new SmtpLane(server, settings) : new PickupLane(gdpr.PickupFolder),
        Channel.Sms when settings.Sms is { } sms => new SmsLane(clients.CreateClient(SmsClient), sms.Provider == "ovh" ? new OvhSms(sms, clock) : new TwilioSms(sms), sender),
        _ => throw new RuleViolation(CampaignsErrors.NoProvider),
    };
}
