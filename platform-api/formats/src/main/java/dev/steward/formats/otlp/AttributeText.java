package dev.steward.formats.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attribute values as text: a text is itself, a number as in JSON, bytes are base64, lists and maps
 * are JSON with sorted names. Source: OpenTelemetry Collector, {@code pcommon.Value.AsString}.
 */
final class AttributeText {
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final double SMALLEST_EXPONENT = 1e21;

  private AttributeText() {}

  static String of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> number(value.getDoubleValue());
      case BYTES_VALUE -> base64(value);
      case ARRAY_VALUE, KVLIST_VALUE -> {
        StringBuilder json = new StringBuilder();
        append(json, value);
        yield json.toString();
      }
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
    };
  }

  private static String base64(AnyValue value) {
    return Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
  }

  /** As JavaScript and Go's JSON write it: plain unless it is very small or very large. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    double magnitude = Math.abs(value);
    if (magnitude == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (magnitude >= SMALLEST_PLAIN && magnitude < SMALLEST_EXPONENT) {
      return exact.toPlainString();
    }
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }

  /** As many digits as tell it apart, never with an exponent. */
  static String plain(double value) {
    return Double.isInfinite(value) || Double.isNaN(value) || value == 0
        ? number(value)
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static void append(StringBuilder json, AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> quote(json, value.getStringValue());
      case BYTES_VALUE -> quote(json, base64(value));
      case BOOL_VALUE, INT_VALUE, DOUBLE_VALUE -> json.append(of(value));
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> json.append("null");
      case ARRAY_VALUE -> {
        json.append('[');
        String comma = "";
        for (AnyValue element : value.getArrayValue().getValuesList()) {
          json.append(comma);
          append(json, element);
          comma = ",";
        }
        json.append(']');
      }
      case KVLIST_VALUE -> {
        Map<String, AnyValue> members = new TreeMap<>();
        for (KeyValue member : value.getKvlistValue().getValuesList()) {
          members.put(member.getKey(), member.getValue());
        }
        json.append('{');
        members.forEach((name, member) -> {
          if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
          }
          quote(json, name);
          json.append(':');
          append(json, member);
        });
        json.append('}');
      }
    }
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        default -> {
          if (c < ' ') {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
