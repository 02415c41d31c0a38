package dev.steward.formats.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads OTLP's JSON into its protobuf messages, by their descriptors.
 *
 * <p>It differs from protobuf's own JSON: ids of traces and spans are hexadecimal, enums are
 * numbers only, names are in lowerCamelCase only, and unknown names are passed over. 64-bit
 * integers are numbers or text. Source: OTLP specification, JSON Protobuf encoding.
 */
public final class OtlpJson {
  private static final int MAX_DEPTH = 100;
  private static final Set<String> HEXADECIMAL = Set.of("traceId", "spanId", "parentSpanId");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** Fields of each kind of message, by their names in JSON. */
  private static final ConcurrentMap<String, Map<String, FieldDescriptor>> FIELDS =
      new ConcurrentHashMap<>();

  private final JsonParser json;

  private OtlpJson(JsonParser json) {
    this.json = json;
  }

  /**
   * Reads a request.
   *
   * @param body the JSON, UTF-8
   * @param into a builder of the request's message; what was read before an error stays in it
   * @throws MalformedOtlpException if the text is not JSON or does not fit the message
   */
  public static void merge(byte[] body, Message.Builder into) throws MalformedOtlpException {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      OtlpJson reader = new OtlpJson(json);
      reader.expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
      reader.message(into);
      if (json.nextToken() != null) {
        throw reader.unexpected("the end of the request");
      }
    } catch (JacksonException e) {
      throw new MalformedOtlpException("request: " + e.getMessage(), e);
    }
  }

  private static Map<String, FieldDescriptor> fields(Message.Builder message) {
    return FIELDS.computeIfAbsent(
        message.getDescriptorForType().getFullName(),
        name -> {
          Map<String, FieldDescriptor> fields = new HashMap<>();
          message
              .getDescriptorForType()
              .getFields()
              .forEach(field -> fields.put(field.getJsonName(), field));
          return fields;
        });
  }

  /** The members of an object whose start was read. */
  private void message(Message.Builder into) throws MalformedOtlpException {
    Map<String, FieldDescriptor> fields = fields(into);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      @Nullable FieldDescriptor field = fields.get(json.currentName());
      JsonToken value = json.nextToken();
      if (field == null || value == JsonToken.VALUE_NULL) {
        json.skipChildren();
      } else if (field.isRepeated()) {
        expect(value, JsonToken.START_ARRAY, "an array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
          into.addRepeatedField(field, value(into, field));
        }
      } else {
        into.setField(field, value(into, field));
      }
    }
  }

  private Object value(Message.Builder into, FieldDescriptor field) throws MalformedOtlpException {
    return switch (field.getJavaType()) {
      case MESSAGE -> {
        expect(json.currentToken(), JsonToken.START_OBJECT, "an object");
        Message.Builder child = into.newBuilderForField(field);
        message(child);
        yield child.build();
      }
      case STRING -> text();
      case BYTE_STRING -> bytes(field);
      case BOOLEAN -> truth();
      case DOUBLE -> fraction();
      case FLOAT -> (float) fraction();
      case INT -> (int) integer(field);
      case LONG -> integer(field);
      case ENUM ->
          field
              .getEnumType()
              .findValueByNumberCreatingIfUnknown(
                  json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getIntValue() : none());
    };
  }

  private int none() throws MalformedOtlpException {
    throw unexpected("the number of an enum's value");
  }

  private String text() throws MalformedOtlpException {
    expect(json.currentToken(), JsonToken.VALUE_STRING, "text");
    String text = json.getString();
    // JSON can name half a character, UTF-8 cannot: encoding it puts a question mark there.
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
        ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        : text;
  }

  private boolean truth() throws MalformedOtlpException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw unexpected("true or false");
    };
  }

  private ByteString bytes(FieldDescriptor field) throws MalformedOtlpException {
    String text = text();
    boolean hexadecimal = HEXADECIMAL.contains(field.getJsonName());
    try {
      return ByteString.copyFrom(
          hexadecimal ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedOtlpException(
          field.getJsonName() + ": " + text + place(hexadecimal ? "hexadecimal" : "base64"), e);
    }
  }

  private double fraction() throws MalformedOtlpException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
        || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return json.getDoubleValue();
    }
    String text = text();
    try {
      // "NaN", "Infinity" and "-Infinity" are as Java writes them.
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new MalformedOtlpException(text + place("a number"), e);
    }
  }

  private long integer(FieldDescriptor field) throws MalformedOtlpException {
    String text = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getString() : text();
    try {
      return switch (field.getType()) {
        case UINT64, FIXED64 -> Long.parseUnsignedLong(text);
        case UINT32, FIXED32 -> Integer.parseUnsignedInt(text);
        case INT32, SINT32, SFIXED32 -> Integer.parseInt(text);
        case INT64, SINT64, SFIXED64, DOUBLE, FLOAT, BOOL, STRING, BYTES, ENUM, GROUP, MESSAGE ->
            Long.parseLong(text);
      };
    } catch (NumberFormatException e) {
      throw new MalformedOtlpException(
          field.getJsonName() + ": " + text + place("a whole number that fits"), e);
    }
  }

  private void expect(@Nullable JsonToken found, JsonToken wanted, String words)
      throws MalformedOtlpException {
    if (found != wanted) {
      throw unexpected(words);
    }
  }

  private MalformedOtlpException unexpected(String words) {
    return new MalformedOtlpException("request: " + json.currentToken() + place(words));
  }

  private String place(String expected) {
    return " at line "
        + json.currentTokenLocation().getLineNr()
        + ", column "
        + json.currentTokenLocation().getColumnNr()
        + " (expected: "
        + expected
        + ")";
  }
}
