package dev.steward.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.ship.ReceivingServer;
import dev.steward.collector.ship.Waiting;
import io.grpc.InsecureServerCredentials;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent process is killed at random moments while a log is written and rotated, and a server
 * goes away now and then: every line arrives once.
 */
@Tag("fault")
final class AgentKillTest {
  private static final int LINES_PER_SECOND = 5_000;
  private static final int KILLS = 8;

  @TempDir Path directory;

  @Test
  void everyLineArrivesOnceThoughTheAgentIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path log = directory.resolve("app.log");
    Path agentLog = directory.resolve("agent.out");
    Files.createFile(log);
    try (ReceivingServer server = new ReceivingServer(InsecureServerCredentials.create())) {
      server.open();
      List<String> arguments =
          List.of(
              "--data",
              directory.resolve("data").toString(),
              "--server",
              server.address().toString(),
              "--insecure",
              "--file",
              log.toString(),
              "--host",
              "host1",
              "--interval",
              "1s");
      AgentProcess agent = AgentProcess.start(agentLog, arguments);
      Waiting.until("hello", Duration.ofSeconds(30), () -> server.hellos() > 0);
      NumberedLines lines = new NumberedLines(log, LINES_PER_SECOND);
      lines.start();
      int hellos = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        if (random.nextInt(4) > 0) {
          // Mostly it has begun to work, sometimes it is killed while it starts.
          int before = hellos;
          Waiting.until("hello", Duration.ofSeconds(60), () -> server.hellos() > before);
        }
        pause(random.nextInt(2_000));
        agent.kill();
        hellos = server.hellos();
        if (random.nextBoolean()) {
          pause(random.nextInt(500));
          lines.rotate();
        }
        if (random.nextInt(3) == 0) {
          server.close();
          server.open();
        }
        agent = AgentProcess.start(agentLog, arguments);
        if (random.nextBoolean()) {
          pause(random.nextInt(1_500));
          lines.rotate();
        }
      }
      int written = lines.stop();
      waitForAll(server, written);
      assertTrue(agent.isAlive());
      assertEquals(143, agent.terminate());
      assertOnce(server, written);
      System.out.println(written + " lines, " + server.hellos() + " connections");
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + Files.readString(agentLog), e);
    }
  }

  private static void pause(long millis) {
    // The moment of a kill is what is random here; nothing is waited for.
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  /**
   * While lines arrive they are waited for; once none has arrived for a while, they are missing.
   */
  private static void waitForAll(ReceivingServer server, int written) {
    int before = -1;
    while (server.lineCount() < written && server.lineCount() > before) {
      int arrived = server.lineCount();
      before = arrived;
      try {
        Waiting.until("more lines", Duration.ofSeconds(60), () -> server.lineCount() > arrived);
      } catch (AssertionError e) {
        throw new AssertionError("missing: " + missing(server, written), e);
      }
    }
  }

  private static String missing(ReceivingServer server, int written) {
    BitSet absent = new BitSet(written);
    absent.set(0, written);
    server.lines().forEach(line -> absent.clear(Integer.parseInt(line.text().split(" ", 3)[1])));
    int first = absent.nextSetBit(0);
    return absent.cardinality()
        + " of "
        + written
        + " lines, from "
        + first
        + " to "
        + (absent.nextClearBit(Math.max(0, first)) - 1)
        + " and to "
        + (absent.length() - 1);
  }

  private static void assertOnce(ReceivingServer server, int written) {
    assertEquals(List.of(), server.violations());
    BitSet seen = new BitSet(written);
    int repeated = 0;
    for (ReceivingServer.ReceivedLine line : server.lines()) {
      int number = Integer.parseInt(line.text().split(" ", 3)[1]);
      assertEquals(NumberedLines.line(number), line.text());
      repeated += seen.get(number) ? 1 : 0;
      seen.set(number);
    }
    assertEquals(0, repeated, "lines that arrived twice");
    assertEquals(written, seen.cardinality(), "lines that arrived");
  }
}
