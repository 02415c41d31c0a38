package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Heartbeat;
import java.time.Duration;
import java.util.Map;

/** Calls the address of a heartbeat. For one thread. */
public final class HeartbeatCall implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Heartbeat heartbeat;
  private final HttpCaller http;

  /** Makes the call of a heartbeat. */
  public HeartbeatCall(Heartbeat heartbeat) {
    this.heartbeat = heartbeat;
    this.http = HttpCaller.of(heartbeat.settings().part("http_config"));
  }

  /**
   * Calls once.
   *
   * @throws SendingFailedException if there is no good answer
   * @throws InterruptedException if the thread was interrupted
   */
  public void send() throws SendingFailedException, InterruptedException {
    http.call(
        heartbeat.settings().text("method"),
        Secrets.value(heartbeat.settings(), "url"),
        "text/plain",
        new byte[0],
        Map.of(),
        PATIENCE);
  }

  @Override
  public void close() {
    http.close();
  }
}
