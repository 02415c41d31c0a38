package dev.steward.collector.container;

import dev.steward.collector.input.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Docker, or Podman where it speaks Docker's interface. For one thread.
 *
 * <p>Source: Docker Engine API 1.41, which Podman's compatible API follows.
 */
final class ContainerEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String EVENTS =
      URLEncoder.encode(
          "{\"type\":[\"container\"],\"event\":[\"start\",\"die\",\"died\",\"oom\",\"restart\","
              + "\"destroy\",\"remove\"]}",
          StandardCharsets.UTF_8);

  private final UnixHttp http;
  private final Map<String, ContainerInfo> known = new HashMap<>();

  /**
   * Something that happened to a container.
   *
   * @param action what, as the engine calls it
   * @param id of the container
   * @param name of the container
   * @param image of the container
   * @param exitCode with which it ended; empty where it did not
   * @param nanos when, since the Unix epoch
   */
  record Event(String action, String id, String name, String image, String exitCode, long nanos) {}

  ContainerEngine(Path socket) {
    this.http = new UnixHttp(socket, PATIENCE);
  }

  /** What the engine knows of a container; null if it does not know it. */
  @Nullable ContainerInfo info(String id) {
    ContainerInfo info = known.get(id);
    if (info == null) {
      try {
        info = inspect(id);
        known.put(id, info);
      } catch (IOException e) {
        // Gone since, or another engine's.
        return null;
      }
    }
    return info;
  }

  /** Forgets what may have changed. */
  void forget(String id) {
    known.remove(id);
  }

  private ContainerInfo inspect(String id) throws IOException {
    Object tree = Json.read(http.get("/containers/" + id + "/json")).getFirst();
    Map<String, String> labels = new HashMap<>();
    Json.map(Json.map(tree, "Config"), "Labels")
        .forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
    return new ContainerInfo(
        id,
        Json.text(tree, "Name").replaceFirst("^/", ""),
        Json.text(Json.map(tree, "Config"), "Image"),
        labels,
        millis(Json.text(Json.map(tree, "State"), "StartedAt")));
  }

  private static long millis(String time) {
    try {
      return Math.max(0, Instant.parse(time).toEpochMilli());
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  /** What happened after one time and up to another, nanoseconds since the Unix epoch. */
  List<Event> events(long afterNanos, long untilNanos) throws IOException {
    byte[] body =
        http.get(
            "/events?stream=false&since="
                + time(afterNanos)
                + "&until="
                + time(untilNanos)
                + "&filters="
                + EVENTS);
    List<Event> events = new ArrayList<>();
    for (Object each : Json.read(body)) {
      Map<?, ?> actor = Json.map(each, "Actor");
      Map<?, ?> attributes = Json.map(actor, "Attributes");
      String code = Json.text(attributes, "exitCode");
      Event event =
          new Event(
              Json.text(each, "Action"),
              Json.text(actor, "ID"),
              Json.text(attributes, "name"),
              Json.text(attributes, "image"),
              code.isEmpty() ? Json.text(attributes, "containerExitCode") : code,
              Json.number(each, "timeNano"));
      if (event.nanos() > afterNanos && event.nanos() <= untilNanos) {
        events.add(event);
      }
    }
    return events;
  }

  private static String time(long nanos) {
    return "%d.%09d".formatted(nanos / 1_000_000_000, nanos % 1_000_000_000);
  }

  /** The socket. */
  @Override
  public String toString() {
    return http.toString();
  }
}
