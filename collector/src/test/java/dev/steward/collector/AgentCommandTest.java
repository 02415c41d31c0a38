package dev.steward.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What someone sees who starts an agent in a way that cannot work. */
final class AgentCommandTest {
  @TempDir Path directory;

  private record Ran(int exitCode, String output, String error) {}

  private Ran run(String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter error = new StringWriter();
    CommandLine command = new CommandLine(new AgentCommand());
    command.setOut(new PrintWriter(output)).setErr(new PrintWriter(error));
    int exitCode = command.execute(arguments);
    return new Ran(exitCode, output.toString(), error.toString());
  }

  private Ran runWithData(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("--data", directory.resolve("data").toString(), "--config", empty()));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private String empty() {
    Path file = directory.resolve("steward.yaml");
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file.toString();
  }

  private static void assertFails(int exitCode, String part, Ran ran) {
    assertTrue(ran.error().contains(part), ran.error());
    assertEquals(exitCode, ran.exitCode());
  }

  @Test
  void helpShowsExamples() {
    Ran ran = run("--help");
    assertEquals(0, ran.exitCode());
    assertTrue(ran.output().contains("Examples:"), ran.output());
    assertTrue(ran.output().contains("--file '/var/log/*.log'"), ran.output());
  }

  @Test
  void withoutAServerItSaysHowToNameOne() {
    assertFails(2, "--server: missing (expected: --server HOST:PORT", runWithData("--insecure"));
  }

  @Test
  void withoutCertificatesItSaysWhatToDo() {
    assertFails(2, "--insecure to ship in plain text", runWithData("--server", "127.0.0.1:1"));
  }

  @Test
  void aServerThatIsNoAddressIsNamed() {
    assertFails(2, "--server: nonsense", runWithData("--insecure", "--server", "nonsense"));
  }

  @Test
  void anUnknownKeyIsNamedWithItsPlace() throws IOException {
    Path file = directory.resolve("bad.yaml");
    Files.writeString(file, "agent:\n  fils: [a]\n");
    Ran ran = run("--config", file.toString(), "--server", "127.0.0.1:1", "--insecure");
    assertFails(2, "bad.yaml:2", ran);
    assertTrue(ran.error().contains("files"), ran.error());
  }

  @Test
  void aSyslogPortInUseIsNamedWithItsFlag() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Ran ran = runWithData("--insecure", "--server", "127.0.0.1:1", "--syslog", address);
      assertFails(1, address, ran);
      assertTrue(ran.error().contains("--syslog HOST:PORT"), ran.error());
    }
  }

  @Test
  void aDataDirectoryInUseIsNamed() throws Exception {
    try (DataDirectory held = DataDirectory.hold(directory.resolve("data"))) {
      Ran ran = runWithData("--insecure", "--server", "127.0.0.1:1");
      assertFails(1, held.queue().getParent() + " is in use by another agent", ran);
    }
  }

  @Test
  void aDataDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Ran ran = run("--data", file + "/x", "--insecure", "--server", "127.0.0.1:1");
    assertFails(1, "--data: " + file + "/x cannot be used", ran);
  }
}
