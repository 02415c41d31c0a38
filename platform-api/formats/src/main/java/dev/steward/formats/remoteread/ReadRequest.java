package dev.steward.formats.remoteread;

import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;
import static dev.steward.formats.protobuf.MessageReader.VARINT;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a remote read asks for.
 *
 * @param queries the queries, answered in this order
 * @param accepted forms of answer that the reader understands, the preferred one first
 */
public record ReadRequest(List<Query> queries, List<ResponseType> accepted) {
  /** A form of answer. */
  public enum ResponseType {
    /** One message with all samples. */
    SAMPLES,
    /** A stream of messages with encoded chunks. */
    STREAMED_XOR_CHUNKS
  }

  /**
   * One query.
   *
   * @param startMillis first moment, milliseconds since the Unix epoch
   * @param endMillis last moment, included
   */
  public record Query(long startMillis, long endMillis, Selector selector) {}

  /** Copies the lists. */
  public ReadRequest {
    queries = List.copyOf(queries);
    accepted = List.copyOf(accepted);
  }

  /**
   * Reads a request: {@code ReadRequest{1: queries, 2: accepted_response_types}}, {@code Query{1:
   * start, 2: end, 3: matchers}}, {@code LabelMatcher{1: type, 2: name, 3: value}}.
   *
   * @throws MalformedMessageException if the bytes are no request
   */
  public static ReadRequest decode(byte[] bytes, int length) throws MalformedMessageException {
    MessageReader reader = new MessageReader(bytes, 0, length);
    List<Query> queries = new ArrayList<>();
    List<ResponseType> accepted = new ArrayList<>();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> queries.add(query(reader));
        case 2 << 3 | VARINT -> addType(reader.varint(), accepted);
        case 2 << 3 | LENGTH_DELIMITED -> {
          int outer = reader.enter();
          while (!reader.isAtEnd()) {
            addType(reader.varint(), accepted);
          }
          reader.leave(outer);
        }
        default -> reader.skip(tag);
      }
    }
    return new ReadRequest(queries, accepted);
  }

  private static void addType(long number, List<ResponseType> accepted) {
    if (number >= 0 && number < ResponseType.values().length) {
      accepted.add(ResponseType.values()[(int) number]);
    }
  }

  private static Query query(MessageReader reader) throws MalformedMessageException {
    long start = 0;
    long end = 0;
    List<LabelMatcher> matchers = new ArrayList<>();
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> start = reader.varint();
        case 2 << 3 | VARINT -> end = reader.varint();
        case 3 << 3 | LENGTH_DELIMITED -> matchers.add(matcher(reader));
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    return new Query(start, end, new Selector(matchers));
  }

  private static LabelMatcher matcher(MessageReader reader) throws MalformedMessageException {
    long type = 0;
    String name = "";
    String value = "";
    int outer = reader.enter();
    for (int tag = reader.next(); tag != 0; tag = reader.next()) {
      switch (tag) {
        case 1 << 3 | VARINT -> type = reader.varint();
        case 2 << 3 | LENGTH_DELIMITED -> name = reader.text();
        case 3 << 3 | LENGTH_DELIMITED -> value = reader.text();
        default -> reader.skip(tag);
      }
    }
    reader.leave(outer);
    try {
      return switch ((int) type) {
        case 0 -> new LabelMatcher.Equal(name, value);
        case 1 -> new LabelMatcher.NotEqual(name, value);
        case 2 -> new LabelMatcher.Matches(name, Regex.compile(value));
        case 3 -> new LabelMatcher.NotMatches(name, Regex.compile(value));
        default -> throw reader.malformed("matcher type " + type + " (expected: from 0 to 3)");
      };
    } catch (RegexSyntaxException e) {
      throw reader.malformed("matcher of " + name + ": " + e.getMessage());
    }
  }
}
