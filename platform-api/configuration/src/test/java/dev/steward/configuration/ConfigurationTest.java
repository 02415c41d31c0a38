package dev.steward.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final Setting<HostPort> HTTP =
      Setting.of("server.http", SettingType.HOST_PORT, "127.0.0.1:8740", "Where pages are served.");
  private static final Setting<Optional<HostPort>> OTLP =
      Setting.of("server.otlp", SettingType.HOST_PORT.orOff(), "off", "Where OTLP is taken.");
  private static final Setting<Long> RETENTION =
      Setting.of("log-store.retention.bytes", SettingType.BYTES, "20GB", "How much is kept.");
  private static final Setting<Duration> FLUSH =
      Setting.of("log-store.flush-every", SettingType.DURATION, "5s", "How often.");
  private static final Setting<Boolean> TRACING =
      Setting.of("tracing.enabled", SettingType.BOOLEAN, "false", "Whether to trace.");
  private static final Setting<List<String>> FILES =
      Setting.of("files", SettingType.TEXT_LIST, "", "Globs of files to follow.");
  private static final Setting<Map<String, String>> LABELS =
      Setting.of("labels", SettingType.TEXT_MAP, "", "Labels of everything.");
  private static final Setting<String> NAME =
      Setting.of("name", SettingType.TEXT, "here", "The name.");
  private static final Setting<Long> WORKERS =
      Setting.of("workers", SettingType.integer(1, 64), "2", "How many at once.");
  private static final Setting<String> LEVEL =
      Setting.of("logging.level", SettingType.oneOf("debug", "info"), "info", "How much is said.");

  private static final ConfigurationSpec SPEC =
      ConfigurationSpec.builder()
          .add(HTTP, OTLP, RETENTION, FLUSH, TRACING, FILES, LABELS, NAME, WORKERS, LEVEL)
          .renamed("server.listen", HTTP)
          .removed("server.cluster", "one server is enough")
          .foreign("agent", ProgramKeys.AGENT)
          .build();

  @TempDir Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("steward.yaml"), yaml);
  }

  private Configuration load(String yaml) throws IOException {
    return Configuration.load(SPEC, file(yaml), Map.of(), List.of());
  }

  private List<String> problems(String yaml) throws IOException {
    Path file = file(yaml);
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () -> Configuration.load(SPEC, file, Map.of(), List.of()));
    return thrown.problems().stream().map(problem -> problem.replace(folder + "/", "")).toList();
  }

  @Test
  void withoutAnythingGivenEachValueIsItsDefault() {
    Configuration configuration = Configuration.load(SPEC, null, Map.of(), List.of());
    assertEquals(new HostPort("127.0.0.1", 8740), configuration.value(HTTP));
    assertEquals(Optional.empty(), configuration.value(OTLP));
    assertEquals(20_000_000_000L, configuration.value(RETENTION));
    assertEquals(Duration.ofSeconds(5), configuration.value(FLUSH));
    assertEquals(false, configuration.value(TRACING));
    assertEquals(List.of(), configuration.value(FILES));
    assertEquals(Map.of(), configuration.value(LABELS));
    assertEquals("default", configuration.place(HTTP));
  }

  @Test
  void theFileGivesEachTypeInItsOwnForm() throws IOException {
    Configuration configuration =
        load(
            """
            server:
              http: "[::1]:80"
              otlp: 0.0.0.0:4317
            log-store:
              retention: {bytes: 512MiB}
              flush-every: 1m30s
            tracing:
              enabled: true
            files: [/var/log/*.log, /srv/a b]
            labels: {site: attic}
            name: "007"
            workers: 64
            logging: {level: debug}
            agent: {files: [it, reads], tls: {key: there}}
            """);
    assertEquals(new HostPort("::1", 80), configuration.value(HTTP));
    assertEquals(Optional.of(new HostPort("0.0.0.0", 4317)), configuration.value(OTLP));
    assertEquals(512L << 20, configuration.value(RETENTION));
    assertEquals(Duration.ofSeconds(90), configuration.value(FLUSH));
    assertEquals(true, configuration.value(TRACING));
    assertEquals(List.of("/var/log/*.log", "/srv/a b"), configuration.value(FILES));
    assertEquals(Map.of("site", "attic"), configuration.value(LABELS));
    assertEquals("007", configuration.value(NAME));
    assertEquals(64L, configuration.value(WORKERS));
    assertEquals("debug", configuration.value(LEVEL));
    assertEquals(folder + "/steward.yaml:2:9", configuration.place(HTTP));
  }

  @Test
  void environmentOverridesTheFileAndAFlagOverridesBoth() throws IOException {
    Path file = file("name: file\nworkers: 3\nfiles: [a]\n");
    Configuration configuration =
        Configuration.load(
            SPEC,
            file,
            Map.of("STEWARD_NAME", "environment", "STEWARD_WORKERS", "4", "STEWARD_FILES", "b, c"),
            List.of(
                new FlagValue("--name", NAME, "flag"),
                new FlagValue("--file", FILES, List.of("x,y", "z"))));
    assertEquals("flag", configuration.value(NAME));
    assertEquals("--name", configuration.place(NAME));
    assertEquals(4L, configuration.value(WORKERS));
    assertEquals("STEWARD_WORKERS", configuration.place(WORKERS));
    assertEquals(List.of("x,y", "z"), configuration.value(FILES));
  }

  @Test
  void theEnvironmentNameOfAPathHasNoDotsAndNoHyphens() {
    assertEquals("STEWARD_LOG_STORE_FLUSH_EVERY", FLUSH.environmentName());
    assertEquals(
        Map.of("a", "1", "b", "2"),
        Configuration.load(SPEC, null, Map.of("STEWARD_LABELS", "a=1,b=2"), List.of())
            .value(LABELS));
  }

  @Test
  void anUnknownKeyIsNamedWithItsPlaceAndTheAcceptedKeys() throws IOException {
    assertEquals(
        List.of(
            "steward.yaml:2:3: server.htpp: unknown key (expected: one of http, otlp; did you mean"
                + " http?)"),
        problems("server:\n  htpp: 127.0.0.1:1\n"));
  }

  @Test
  void allProblemsAreNamedAtOnce() throws IOException {
    assertEquals(
        List.of(
            "steward.yaml:3:1: colour: unknown key (expected: one of agent, files, labels,"
                + " log-store, logging, name, server, tracing, workers)",
            "steward.yaml:1:7: name: 5 (expected: text; put numbers, true and false in quotes)",
            "steward.yaml:2:10: workers: 65 (expected: a whole number from 1 to 64)",
            "steward.yaml:4:19: logging.level: loud (expected: one of debug, info)"),
        problems("name: 5\nworkers: 65\ncolour: red\nlogging: { level: loud }\n"));
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() throws IOException {
    assertEquals(
        List.of("steward.yaml:1:10: workers: two (expected: a whole number from 1 to 64)"),
        problems("workers: two\n"));
    assertEquals(
        List.of("steward.yaml:1:21: tracing.enabled: yes (expected: true or false)"),
        problems("tracing: { enabled: yes }\n"));
    assertEquals(
        List.of("steward.yaml:1:8: files: a (expected: a list of texts, such as [a, b])"),
        problems("files: a\n"));
    assertEquals(
        List.of("steward.yaml:1:8: files: [1, b] (expected: a list of texts, such as [a, b])"),
        problems("files: [1, b]\n"));
    assertEquals(
        List.of("steward.yaml:1:9: server: not a mapping (expected: one of http, otlp)"),
        problems("server: [1]\n"));
    assertEquals(
        List.of(
            "steward.yaml:2:16: log-store.flush-every: 30 (expected: "
                + DurationText.EXPECTED
                + ")"),
        problems("log-store:\n  flush-every: 30\n"));
  }

  @Test
  void anEmptyValueIsRefusedAndAnEmptySectionIsNot() throws IOException {
    assertEquals(
        List.of("steward.yaml:1:6: name: empty (expected: " + SettingType.TEXT + ")"),
        problems("name:\nserver:\n"));
    assertEquals("here", load("server:\n").value(NAME));
    assertEquals("here", load("").value(NAME));
    assertEquals("here", load("# nothing but a comment\n").value(NAME));
  }

  @Test
  void renamedAndRemovedKeysFailLoudly() throws IOException {
    assertEquals(
        List.of(
            "steward.yaml:2:3: server.listen: was renamed to server.http",
            "steward.yaml:3:3: server.cluster: was removed: one server is enough"),
        problems("server:\n  listen: 127.0.0.1:1\n  cluster: {size: 3}\n"));
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() throws IOException {
    assertEquals(
        List.of("steward.yaml:3:1: name: stands twice (expected: once, as at steward.yaml:1:1)"),
        problems("name: a\nworkers: 3\nname: b\n"));
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() throws IOException {
    List<String> problems = problems("name: [a\nworkers: 3\n");
    assertEquals(1, problems.size());
    assertEquals("steward.yaml:2:8", problems.getFirst().substring(0, 16));
  }

  @Test
  void aMissingFileIsSaid() {
    Path missing = folder.resolve("nowhere.yaml");
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () -> Configuration.load(SPEC, missing, Map.of(), List.of()));
    assertEquals(missing + ": no such file (expected: a YAML file)", thrown.getMessage());
  }

  @Test
  void badOverridesNameTheFlagOrTheVariable() {
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () ->
                Configuration.load(
                    SPEC,
                    null,
                    Map.of("STEWARD_WORKERS", "many"),
                    List.of(new FlagValue("--http", HTTP, "8740"))));
    assertEquals(
        List.of(
            "STEWARD_WORKERS: workers: many (expected: a whole number from 1 to 64)",
            "--http: server.http: 8740 (expected: host:port, such as 127.0.0.1:8740 or"
                + " [::1]:8740)"),
        thrown.problems());
  }

  @Test
  void aMisspeltEnvironmentVariableOfASettingStopsTheProgram() {
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () ->
                Configuration.load(
                    SPEC,
                    null,
                    Map.of("STEWARD_SERVER_HTPP", "x", "STEWARD_AGENT_FILES", "y"),
                    List.of()));
    assertEquals(
        List.of(
            "STEWARD_SERVER_HTPP: no setting has this name (expected: one of"
                + " STEWARD_SERVER_HTTP, STEWARD_SERVER_OTLP; did you mean STEWARD_SERVER_HTTP?)"),
        thrown.problems());
  }

  @Test
  void aVariableThatOnlyLooksLikeASettingIsWarnedAbout() {
    Configuration configuration =
        Configuration.load(
            SPEC, null, Map.of("STEWARD_SERVR_HTTP", "x", "STEWARD_ELSEWHERE", "y"), List.of());
    assertEquals(
        List.of("STEWARD_SERVR_HTTP: no setting has this name (did you mean STEWARD_SERVER_HTTP?)"),
        configuration.warnings());
  }

  @Test
  void aMisspeltKeyOfAnotherProgramStopsThisOneToo() throws IOException {
    assertEquals(
        List.of(
            "steward.yaml:2:3: agent.flies: unknown key (expected: one of checks, containers,"
                + " data, file-inputs, files, host, insecure, interval, journal, kernel-log,"
                + " procfs, queue, rootfs, rules, scrape, servers, sysfs, syslog, tls;"
                + " did you mean files?)"),
        problems("agent:\n  flies: [a]\n"));
  }

  @Test
  void aRequiredSettingMustBeGiven() {
    Setting<HostPort> server = Setting.required("server", SettingType.HOST_PORT, "Where to ship.");
    ConfigurationSpec spec = ConfigurationSpec.builder().add(server).build();
    ConfigurationException thrown =
        assertThrows(
            ConfigurationException.class,
            () -> Configuration.load(spec, null, Map.of(), List.of()));
    assertEquals(
        "server: missing (expected: host:port, such as 127.0.0.1:8740 or [::1]:8740, in the file"
            + " or in STEWARD_SERVER)",
        thrown.getMessage());
    assertEquals(
        new HostPort("mx1", 8741),
        Configuration.load(spec, null, Map.of("STEWARD_SERVER", "mx1:8741"), List.of())
            .value(server));
  }

  @Test
  void theDefaultFileNamesEveryKeyAndChangesNothing() throws IOException {
    String text = DefaultFile.print(SPEC);
    assertEquals("here", load(text).value(NAME));
    assertEquals(
        """
        server:
          # Where pages are served.
          #http: 127.0.0.1:8740
          # Where OTLP is taken.
          #otlp: off

        log-store:
          retention:
            # How much is kept.
            #bytes: 20GB
          # How often.
          #flush-every: 5s

        tracing:
          # Whether to trace.
          #enabled: false
        # Globs of files to follow.
        #files: []
        # Labels of everything.
        #labels: {}
        # The name.
        #name: "here"
        # How many at once.
        #workers: 2

        logging:
          # How much is said.
          #level: info
        """,
        text);
    Configuration uncommented = load(text.replaceAll("(?m)^( *)#([a-z])", "$1$2"));
    for (Setting<?> setting : SPEC.settings()) {
      assertEquals(setting.defaultValue(), uncommented.value(setting), setting.path());
    }
  }

  @Test
  void keysThatStandInEachOthersWayAreRefused() {
    ConfigurationSpec.Builder builder = ConfigurationSpec.builder().add(HTTP);
    assertThrows(IllegalArgumentException.class, () -> builder.add(HTTP));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.add(Setting.of("server", SettingType.TEXT, "", "")));
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.add(Setting.of("server-http", SettingType.TEXT, "", "")));
    assertThrows(
        IllegalArgumentException.class, () -> Setting.of("Server", SettingType.TEXT, "", ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> Setting.of("workers", SettingType.INTEGER, "many", ""));
  }
}
