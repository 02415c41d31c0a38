package dev.steward.query.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text made safe for other languages. */
public final class Escaping {
  private Escaping() {}

  /** For HTML, in elements and in quoted attributes. */
  static String html(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\0' -> escaped.append('\uFFFD');
        case '"' -> escaped.append("&#34;");
        case '\'' -> escaped.append("&#39;");
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** For a value in a URL's query, as Go's {@code url.QueryEscape}. */
  public static String urlQuery(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /** For a JavaScript string. */
  static String javaScript(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\\\");
        case '\'' -> escaped.append("\\'");
        case '"' -> escaped.append("\\\"");
        case '<', '>', '&', '=' -> escaped.append(String.format("\\u%04X", (int) c));
        default -> {
          if (c < ' ' || Character.getType(c) == Character.LINE_SEPARATOR) {
            escaped.append(String.format("\\u%04X", (int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
