package dev.steward.alerting.dispatch;

import dev.steward.alerting.configuration.Heartbeat;
import dev.steward.alerting.notify.HeartbeatCall;
import dev.steward.alerting.notify.SendingFailedException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls addresses outside again and again, so that somebody notices when this process does not live
 * any more. Safe for any thread.
 */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final List<Thread> threads = new ArrayList<>();

  /** Calls these from now on, and no others. */
  synchronized void start(List<Heartbeat> heartbeats) {
    close();
    for (Heartbeat heartbeat : heartbeats) {
      threads.add(Thread.ofVirtual().name("heartbeat").start(() -> beat(heartbeat)));
    }
  }

  private static void beat(Heartbeat heartbeat) {
    try (HeartbeatCall call = new HeartbeatCall(heartbeat)) {
      while (true) {
        try {
          call.send();
        } catch (SendingFailedException e) {
          LOG.warn("A heartbeat was not taken: {}", e.getMessage());
        }
        Thread.sleep(heartbeat.interval());
      }
    } catch (InterruptedException e) {
      LOG.debug("A heartbeat ends");
    }
  }

  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
    threads.clear();
  }
}
