package dev.steward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.cli.ScriptedServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LogTailTest {
  private record Stored(long nanos, String line) {}

  private final List<Stored> stored = new ArrayList<>();

  private Answer answer(Map<String, String> parameters) {
    long start = Long.parseLong(String.valueOf(parameters.get("start")));
    String values =
        stored.stream()
            .filter(each -> each.nanos() >= start)
            .map(each -> "[\"" + each.nanos() + "\",\"" + each.line() + "\"]")
            .collect(Collectors.joining(","));
    return new Answer(
        200,
        "{\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":{},\"values\":["
            + values
            + "]}]}}");
  }

  private static List<String> lines(List<LogTail.Entry> entries) {
    return entries.stream().map(LogTail.Entry::line).toList();
  }

  @Test
  void linesOfOneNanosecondAreAllShownAndNoneTwice() throws IOException {
    try (ScriptedServer server = new ScriptedServer();
        ServerClient client = new ServerClient(URI.create(server.url()))) {
      server.answer("/loki/api/v1/query_range", this::answer);
      stored.add(new Stored(5, "a"));
      stored.add(new Stored(5, "same"));
      LogTail tail = new LogTail(client, "{}", 100);
      assertEquals(List.of("a", "same"), lines(tail.newest(Instant.EPOCH)));
      assertEquals(List.of(), lines(tail.more()));
      stored.add(new Stored(5, "same"));
      stored.add(new Stored(6, "b"));
      assertEquals(List.of("same", "b"), lines(tail.more()));
      assertEquals(List.of(), lines(tail.more()));
    }
  }
}
