package dev.steward.plugin.template;

import dev.steward.spi.plugin.HostFacts;
import dev.steward.spi.plugin.Resource;
import dev.steward.spi.plugin.ServiceType;
import dev.steward.spi.plugin.Settings;
import dev.steward.spi.plugin.SettingsException;
import io.prometheus.client.Counter;
import java.util.List;

/** The text that a host shows after login, kept in {@code /etc/motd}. */
final class MessageOfTheDay implements ServiceType {

  /** The platform exports what a plugin counts, as it exports its own counters. */
  private static final Counter ASKED =
      Counter.build("steward_plugin_template_asked_total", "Times the wanted state was asked for.")
          .register();

  @Override
  public String name() {
    return "message-of-the-day";
  }

  @Override
  public String description() {
    return "Shows a text to everyone who logs in.";
  }

  @Override
  public String settingsSchema() {
    return """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "properties": {
        "text": {"type": "string", "minLength": 1, "maxLength": 2000}
      },
      "required": ["text"],
      "additionalProperties": false
    }
    """;
  }

  @Override
  public List<Resource> resources(Settings settings, HostFacts facts) {
    ASKED.inc();
    String text = settings.text("text");
    if (text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      throw new SettingsException(
          "/text", "a control character (expected: none, a terminal would obey it)");
    }
    return List.of(
        new Resource.File(
            "/etc/motd", text.strip() + "\n", Resource.Owner.ROOT, 0644, List.of(), List.of()));
  }
}
