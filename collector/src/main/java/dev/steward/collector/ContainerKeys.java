package dev.steward.collector;

import dev.steward.configuration.Setting;
import dev.steward.configuration.SettingType;
import java.util.List;

/** The keys of the agent that are about containers. */
final class ContainerKeys {
  static final Setting<Boolean> ENABLED =
      Setting.of(
          "agent.containers.enabled",
          SettingType.BOOLEAN,
          "false",
          "Whether containers' metrics and logs are read, and what happens to them is told.");

  static final Setting<List<String>> SOCKETS =
      Setting.of(
          "agent.containers.sockets",
          SettingType.TEXT_LIST,
          "/var/run/docker.sock,/run/podman/podman.sock",
          "Where Docker and Podman are asked for names and events, where they are there.");

  static final Setting<List<String>> LOGS =
      Setting.of(
          "agent.containers.logs",
          SettingType.TEXT_LIST,
          "/var/lib/docker/containers/*/*-json.log",
          "Log files of containers. The journal has those of the driver journald.");

  private ContainerKeys() {}

  static Setting<?>[] all() {
    return new Setting<?>[] {ENABLED, SOCKETS, LOGS};
  }
}
