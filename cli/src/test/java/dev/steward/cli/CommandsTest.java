package dev.steward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.cli.ScriptedServer.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
  private static final String VECTOR =
      """
      {"status":"success","data":{"resultType":"vector","result":[
        {"metric":{"__name__":"node_load1","host":"mx1"},"value":[1763632800,"0.25"]},
        {"metric":{"__name__":"node_load1","host":"web1"},"value":[1763632800,"3"]}]}}\
      """;

  @Test
  void aQueryPrintsATable() throws IOException {
    AtomicReference<Map<String, String>> asked = new AtomicReference<>(Map.of());
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          "/api/v1/query",
          parameters -> {
            asked.set(parameters);
            return new Answer(200, VECTOR);
          });
      CommandLineRun run = CommandLineRun.of("query", "node_load1 > 0", "--server", server.url());
      assertEquals(0, run.exitCode(), run.err());
      assertEquals(
          """
          SERIES                   VALUE
          node_load1{host="mx1"}   0.25
          node_load1{host="web1"}  3
          """,
          run.out());
      assertEquals("node_load1 > 0", asked.get().get("query"));
    }
  }

  @Test
  void aRangeIsDrawnWithItsLimitsAndItsLastValues() throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          "/api/v1/query_range",
          parameters -> {
            double end = Double.parseDouble(String.valueOf(parameters.get("end")));
            return new Answer(
                200,
                """
                {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"cpu":"0"},
                "values":[[%f,"10"],[%f,"NaN"],[%f,"20"],[%f,"12500"]]}]}}\
                """
                    .formatted(end - 3000, end - 2000, end - 1000, end));
          });
      CommandLineRun run =
          CommandLineRun.of("query", "x", "--range", "1h", "--server", server.url());
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(run.out().contains("12.5k"), run.out());
      assertTrue(run.out().contains("10.0 \u2502"), run.out());
      assertTrue(run.out().contains("{cpu=\"0\"}"), run.out());
    }
  }

  @Test
  void theServersOwnErrorIsShown() throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          "/api/v1/query",
          any ->
              new Answer(
                  400,
                  "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error\"}"));
      CommandLineRun run = CommandLineRun.of("query", "x{", "--server", server.url());
      assertEquals(1, run.exitCode());
      assertEquals("steward: 1:3: parse error\n", run.err());
    }
  }

  @Test
  void withoutAServerTheErrorSaysHowToStartOne() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    CommandLineRun run = CommandLineRun.of("query", "up", "--server", "http://127.0.0.1:" + port);
    assertEquals(1, run.exitCode());
    assertTrue(run.err().contains("steward server"), run.err());
  }

  @Test
  void logsComeOldestFirstAcrossStreams() throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          "/loki/api/v1/query_range",
          any ->
              new Answer(
                  200,
                  """
                  {"status":"success","data":{"resultType":"streams","result":[
                  {"stream":{"host":"a","service_name":"x","level":"error"},"values":[["1000000003","third"],["1000000001","first"]]},
                  {"stream":{"host":"b","service_name":"y"},"values":[["1000000002","sec\\u001bond"]]}]}}\
                  """));
      CommandLineRun run =
          CommandLineRun.of("logs", "{host=~\".+\"}", "--color=never", "--server", server.url());
      assertEquals(0, run.exitCode(), run.err());
      assertEquals(
          "a x first|b y sec\uFFFDond|a x third",
          run.out().strip().replaceAll("(?m)^\\S+ \\S+ ", "").replace("\n", "|"));
      CommandLineRun coloured =
          CommandLineRun.of("logs", "{host=~\".+\"}", "--color=always", "--server", server.url());
      assertTrue(coloured.out().contains("\u001b[31mthird\u001b[0m"), coloured.out());
    }
  }

  @Test
  void aQueryOfNumbersIsNotShownAsLogs() throws IOException {
    try (ScriptedServer server = new ScriptedServer()) {
      server.answer(
          "/loki/api/v1/query_range",
          any ->
              new Answer(
                  200,
                  "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"));
      CommandLineRun run =
          CommandLineRun.of("logs", "rate({a=\"b\"}[1m])", "--server", server.url());
      assertEquals(1, run.exitCode());
      assertTrue(run.err().contains("expected: a query that gives log lines"), run.err());
    }
  }

  @Test
  void spansAreCheckedWhereTheyAreTyped() {
    CommandLineRun run = CommandLineRun.of("logs", "{a=\"b\"}", "--since", "yesterday");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("expected: a span such as 90s, 1h30m or 7d"), run.err());
  }

  @Test
  void pluginsAreListedWithoutAServer(@TempDir Path folder) {
    CommandLineRun run = CommandLineRun.of("plugin", "list", "--dir", folder.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("No plugins.\n", run.out());
  }

  @Test
  void everyCommandExplainsItself() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      CommandLineRun run = CommandLineRun.of(command, "--help");
      assertEquals(0, run.exitCode(), command);
      assertTrue(run.out().contains("Usage:"), command + ": " + run.out());
    }
    assertTrue(CommandLineRun.of("--help").out().contains("Examples:"));
  }

  @Test
  void theShellLearnsTheCommands() {
    CommandLineRun run = CommandLineRun.of("completion");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("server agent demo query logs check test plugin"), run.out());
  }

  @Test
  void theVersionNamesProgramAndJava() {
    assertTrue(CommandLineRun.of("version").out().startsWith("steward "));
    assertEquals(CommandLineRun.of("version").out(), CommandLineRun.of("--version").out());
  }

  @Test
  void ruleFilesAreCheckedWithoutAServer(@TempDir Path folder) throws IOException {
    Path good =
        Files.writeString(
            folder.resolve("good.yaml"),
            """
            groups:
              - name: hosts
                rules:
                  - {alert: Down, expr: up == 0}
                  - {alert: Down, expr: 'count_over_time({host="mx1"}[5m]) == 0'}
            """);
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"), "groups:\n  - name: hosts\n    rules: [{alert: Down}]\n");
    CommandLineRun run = CommandLineRun.of("check", "rules", good.toString(), bad.toString());
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(
        """
        Checking good.yaml
          SUCCESS: 2 rules found
          WARNING: stands more than once: Down {}
        Checking bad.yaml
          FAILED:
          bad.yaml:3:13: group "hosts", rule 1, "Down": field 'expr' must be set in rule
        """,
        run.out().replace(folder + "/", ""));
    assertEquals(0, CommandLineRun.of("check", "rules", good.toString()).exitCode());
  }
}
