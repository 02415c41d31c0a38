package dev.steward.collector.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists and texts; null is the empty text. */
public final class Json {
  private static final int MAX_DEPTH = 32;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private Json() {}

  /** Every value of a text, which may hold several, one after the other. */
  public static List<Object> read(byte[] text) throws IOException {
    List<Object> values = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values.add(value(parser, token));
      }
      return values;
    } catch (JacksonException e) {
      throw new IOException("JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Object value(JsonParser parser, JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        map.put(name, value(parser, parser.nextToken()));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        list.add(value(parser, next));
      }
      return list;
    }
    return token == JsonToken.VALUE_NULL ? "" : String.valueOf(parser.getString());
  }

  /** A map's entry that is a map; an empty one where there is none. */
  public static Map<?, ?> map(Object tree, String key) {
    return tree instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> found
        ? found
        : Map.of();
  }

  /** A map's entry that is a text; empty where there is none. */
  public static String text(Object tree, String key) {
    return tree instanceof Map<?, ?> map && map.get(key) instanceof String found ? found : "";
  }

  /** A map's entry as a whole number; 0 where there is none. */
  public static long number(Object tree, String key) {
    try {
      return Long.parseLong(text(tree, key));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
