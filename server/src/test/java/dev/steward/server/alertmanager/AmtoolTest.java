package dev.steward.server.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.configuration.AlertingConfiguration;
import dev.steward.alerting.configuration.ConfigurationReader;
import dev.steward.alerting.configuration.Route;
import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.model.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alertmanager's own amtool works with a whole server, and reads the example configuration as this
 * program does. The environment names it: {@code STEWARD_AMTOOL}.
 */
@Tag("clients")
final class AmtoolTest {
  private static final Path EXAMPLE =
      Path.of("../deploy/src/main/steward/examples/alertmanager.yml");

  @TempDir private static Path folder;
  private static StewardServer server;

  @BeforeAll
  static void start() {
    server =
        StewardServer.start(
            ServerSettings.onFreePorts(folder.resolve("data")).toBuilder()
                .alertmanager(Optional.of(EXAMPLE))
                .build());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The output of amtool, which has to succeed or fail as expected. */
  private static String amtool(boolean succeeds, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(
        Objects.requireNonNull(System.getenv("STEWARD_AMTOOL"), "STEWARD_AMTOOL names no program"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "amtool", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), String.join(" ", command));
    String text = Files.readString(output);
    assertEquals(succeeds, process.exitValue() == 0, command + ": " + text);
    return text;
  }

  private static String remote(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--no-version-check");
    all.add("--alertmanager.url=http://127.0.0.1:" + server.httpAddress().getPort());
    return amtool(true, all.toArray(String[]::new));
  }

  @Test
  void theExampleIsAConfigurationForBoth() throws Exception {
    String checked = amtool(true, "check-config", EXAMPLE.toString());
    assertTrue(checked.contains("SUCCESS"), checked);
    assertEquals(3, ConfigurationReader.read(EXAMPLE).receivers().size());
  }

  @Test
  void bothRefuseTheSameFilesWithTheSameWords() throws Exception {
    String good = Files.readString(EXAMPLE);
    for (String[] wrong :
        new String[][] {
          {"receiver: on-call", "receiver: nobody", "undefined receiver \"nobody\" used in route"},
          {"[nights]", "[days]", "undefined time interval \"days\" used in route"},
          {"group_wait: 30s", "group_wait: soon", "not a valid duration string: \"soon\""},
          {"group_interval: 5m", "group_interval: 0s", "group_interval cannot be zero"},
          {"'22:00'", "'25:00'", "couldn't parse timestamp 25:00, invalid format"},
          {"- to: admins@example.org", "- from: x@y", "missing to address in email config"},
          {"severity=\"page\"", "severity", "bad matcher format: severity"},
          {"- name: chat", "- name: mail", "notification config name \"mail\" is not unique"},
          {"group_by: [alertname, host]", "group_by: [a, a]", "duplicated label \"a\" in group_by"},
          {"repeat_interval: 4h", "repeat: 4h", "field repeat not found in type config."},
        }) {
      Path file = folder.resolve("wrong.yml");
      Files.writeString(file, good.replace(wrong[0], wrong[1]));
      String theirs = amtool(false, "check-config", file.toString());
      assertTrue(theirs.contains(wrong[2]), wrong[2] + ": " + theirs);
      String ours = "";
      try {
        ConfigurationReader.read(file);
      } catch (RuntimeException e) {
        ours = String.valueOf(e.getMessage());
      }
      assertTrue(ours.contains(wrong[2]), wrong[2] + ": " + ours);
    }
  }

  /** What is asked for stands last; warnings may stand before it. */
  private static String last(String output) {
    return output.strip().lines().reduce("", (before, line) -> line);
  }

  @Test
  void bothSendAlertsTheSameWays() throws Exception {
    AlertingConfiguration configuration = ConfigurationReader.read(EXAMPLE);
    for (String[] labels :
        new String[][] {
          {"alertname=x"},
          {"alertname=x", "severity=page"},
          {"alertname=x", "severity=page", "service_name=mail"},
          {"service_name=mumble"}
        }) {
      String[] pairs =
          List.of(labels).stream()
              .flatMap(label -> List.of(label.split("=", -1)).stream())
              .toArray(String[]::new);
      String ours =
          configuration.route().match(Labels.of(pairs)).stream()
              .map(Route::receiver)
              .collect(Collectors.joining(","));
      List<String> arguments = new ArrayList<>(List.of("config", "routes", "test"));
      arguments.addAll(List.of(labels));
      assertEquals(ours, last(remote(arguments.toArray(String[]::new))));
      arguments.add("--config.file=" + EXAMPLE);
      assertEquals(ours, last(amtool(true, arguments.toArray(String[]::new))));
    }
    assertTrue(remote("config", "routes", "show").contains("receiver: on-call"));
    assertTrue(remote("config", "show").contains("mail.example.org"));
  }

  @Test
  void alertsAreAddedAndFound() throws Exception {
    remote("alert", "add", "alertname=FromAmtool", "host=mx1", "--annotation=summary=it burns");
    String found = remote("alert", "query", "alertname=FromAmtool", "-o", "extended");
    assertTrue(found.contains("host=\"mx1\"") && found.contains("it burns"), found);
    assertFalse(remote("alert", "query", "host=mx2").contains("FromAmtool"));
    assertTrue(remote("alert", "query", "--receiver=mail").contains("FromAmtool"));
  }

  @Test
  void silencesAreAddedFoundChangedAndExpired() throws Exception {
    remote("alert", "add", "alertname=Muted", "host=db1");
    String id =
        remote("silence", "add", "host=db1", "--comment=moving", "--author=me", "--duration=1h")
            .strip();
    String found = remote("silence", "query", "host=db1", "-o", "extended");
    assertTrue(found.contains(id) && found.contains("moving"), found);
    assertEquals(id, remote("silence", "query", "-q", "host=db1").strip());
    assertTrue(remote("alert", "query", "--silenced", "host=db1").contains("Muted"));
    assertFalse(remote("alert", "query", "host=db1").contains("Muted"));
    remote("silence", "update", id, "--duration=2h", "--comment=longer");
    assertTrue(remote("silence", "query", "host=db1", "-o", "extended").contains("longer"));
    remote("silence", "expire", id);
    assertEquals("", remote("silence", "query", "-q", "host=db1").strip());
    assertTrue(remote("silence", "query", "--expired", "-q", "host=db1").contains(id));
    assertTrue(remote("alert", "query", "host=db1").contains("Muted"));
  }

  @Test
  void theClusterSaysThatThereIsNone() throws Exception {
    assertTrue(remote("cluster", "show").contains("disabled"));
  }
}
