package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Integration;
import dev.steward.alerting.configuration.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the notifiers of a configuration. Those with the same {@code http_config} share their
 * connections. Closing it ends them.
 */
public final class Notifiers implements AutoCloseable {
  private final NotificationTemplates templates;
  private final Map<Settings, HttpCaller> callers = new HashMap<>();

  /** Makes notifiers that write with these templates. */
  public Notifiers(NotificationTemplates templates) {
    this.templates = templates;
  }

  /**
   * The notifier of a way to tell a receiver.
   *
   * @throws dev.steward.spi.error.StewardException if it names certificates that cannot be read
   */
  public Notifier of(Integration integration) {
    Settings settings = integration.settings();
    HttpCaller http = caller(settings.part("http_config"));
    return switch (integration.kind()) {
      case "email" -> new MailNotifier(settings, templates);
      case "webhook" -> new WebhookNotifier(settings, http, templates);
      case "slack" -> new SlackNotifier(settings, http, templates);
      case "mattermost" -> new MattermostNotifier(settings, http, templates);
      case "rocketchat" -> new RocketChatNotifier(settings, http, templates);
      case "discord" -> new DiscordNotifier(settings, http, templates);
      case "telegram" -> new TelegramNotifier(settings, http, templates);
      case "matrix" -> new MatrixNotifier(settings, http, templates);
      case "ntfy" -> new NtfyNotifier(settings, http, templates);
      case "gotify" -> new GotifyNotifier(settings, http, templates);
      case "pagerduty" -> new PagerDutyNotifier(settings, http, templates);
      case "opsgenie" -> new OpsgenieNotifier(settings, http, templates);
      case "victorops" -> new VictorOpsNotifier(settings, http, templates);
      case "pushover" -> new PushoverNotifier(settings, http, templates, PushoverNotifier.URL);
      case "webex" -> new WebexNotifier(settings, http, templates);
      case "msteams" -> new TeamsNotifier(settings, http, templates, false);
      case "msteamsv2" -> new TeamsNotifier(settings, http, templates, true);
      default -> unsupported(integration.kind());
    };
  }

  /** A kind that Alertmanager's files may have and that this server reads, but cannot send to. */
  private static Notifier unsupported(String kind) {
    return (notification, memory) -> {
      throw SendingFailedException.permanent(
          kind + "_configs: read, but not sent to by this server (expected: another kind)");
    };
  }

  private HttpCaller caller(Settings settings) {
    return callers.computeIfAbsent(settings, HttpCaller::of);
  }

  @Override
  public void close() {
    callers.values().forEach(HttpCaller::close);
  }
}
