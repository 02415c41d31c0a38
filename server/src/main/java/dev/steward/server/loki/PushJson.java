package dev.steward.server.loki;

import dev.steward.formats.loki.MalformedPushException;
import dev.steward.server.http.BodyTooLargeException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads Loki's push body in JSON as it streams in: {@code {"streams": [{"stream": {…}, "values":
 * [["nanoseconds", "line", {…}?], …]}]}}.
 */
final class PushJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_TEXT = 4 << 20;
  private static final int MAX_WAITING = 20_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .build())
          .build();

  private final JsonParser json;
  private final PushedEntries entries;

  private PushJson(JsonParser json, PushedEntries entries) {
    this.json = json;
    this.entries = entries;
  }

  /**
   * Reads a push.
   *
   * @throws MalformedPushException if the body is not a push; what was read before has been handed
   *     over
   * @throws BodyTooLargeException if the body is larger than its stream lets through
   */
  static void decode(InputStream body, PushedEntries entries)
      throws MalformedPushException, BodyTooLargeException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      new PushJson(json, entries).push();
    } catch (JacksonException e) {
      if (e.getCause() instanceof BodyTooLargeException tooLarge) {
        throw tooLarge;
      }
      throw new MalformedPushException("push: " + e.getMessage(), e);
    }
  }

  private void push() throws MalformedPushException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean streams = json.currentName().equals("streams");
      JsonToken value = json.nextToken();
      if (!streams) {
        json.skipChildren();
        continue;
      }
      expect(value, JsonToken.START_ARRAY, "an array of streams");
      while (json.nextToken() != JsonToken.END_ARRAY) {
        expect(json.currentToken(), JsonToken.START_OBJECT, "a stream");
        stream();
      }
    }
  }

  /** One stream; its values may stand before its labels, and wait for them if they are not many. */
  private void stream() throws MalformedPushException {
    boolean named = false;
    List<LogEntry> waiting = new ArrayList<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "stream" -> {
          expect(value, JsonToken.START_OBJECT, "an object of labels");
          entries.stream(labels("label"));
          named = true;
        }
        case "values" -> {
          expect(value, JsonToken.START_ARRAY, "an array of values");
          while (json.nextToken() != JsonToken.END_ARRAY) {
            LogEntry entry = value();
            if (named) {
              take(entry);
            } else if (waiting.size() < MAX_WAITING) {
              waiting.add(entry);
            } else {
              throw new MalformedPushException(
                  "push: more than "
                      + MAX_WAITING
                      + " values before the labels of their stream (expected: \"stream\" before"
                      + " \"values\")");
            }
          }
        }
        default -> json.skipChildren();
      }
    }
    if (!named) {
      entries.stream(Labels.EMPTY);
    }
    waiting.forEach(this::take);
  }

  private void take(LogEntry entry) {
    entries.entry(entry.timestampNanos(), entry.line(), entry.metadata());
  }

  private LogEntry value() throws MalformedPushException {
    expect(json.currentToken(), JsonToken.START_ARRAY, "a value: [timestamp, line]");
    expect(json.nextToken(), JsonToken.VALUE_STRING, "a timestamp as text, in nanoseconds");
    String timestamp = json.getString();
    long nanos;
    try {
      nanos = Long.parseLong(timestamp);
    } catch (NumberFormatException e) {
      throw new MalformedPushException(
          "timestamp: " + timestamp + " (expected: nanoseconds since the Unix epoch)", e);
    }
    expect(json.nextToken(), JsonToken.VALUE_STRING, "a line as text");
    Line line = Line.of(json.getString());
    Labels metadata = Labels.EMPTY;
    JsonToken next = json.nextToken();
    if (next == JsonToken.START_OBJECT) {
      metadata = labels("structured metadata");
      next = json.nextToken();
    }
    expect(next, JsonToken.END_ARRAY, "the end of the value");
    return new LogEntry(nanos, line, metadata);
  }

  private Labels labels(String what) throws MalformedPushException {
    Labels.Builder labels = Labels.builder();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      expect(
          json.nextToken(),
          JsonToken.VALUE_STRING,
          "the value of " + what + " " + name + " as text");
      labels.set(name, json.getString());
    }
    try {
      return labels.build();
    } catch (IllegalArgumentException e) {
      throw new MalformedPushException(String.valueOf(e.getMessage()), e);
    }
  }

  private void expect(@Nullable JsonToken found, JsonToken wanted, String words)
      throws MalformedPushException {
    if (found != wanted) {
      throw new MalformedPushException(
          "push: "
              + (found == null ? "end of input" : found)
              + " at line "
              + json.currentTokenLocation().getLineNr()
              + ", column "
              + json.currentTokenLocation().getColumnNr()
              + " (expected: "
              + words
              + ")");
    }
  }
}
