package dev.steward.server.loki;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * How a client wants an answer written.
 *
 * @param categorizeLabels whether an entry's structured metadata and parsed labels are kept apart
 *     from its stream's labels
 */
record EncodingFlags(boolean categorizeLabels) {
  private static final String HEADER = "X-Loki-Response-Encoding-Flags";
  private static final String CATEGORIZE = "categorize-labels";

  static EncodingFlags of(HttpServletRequest request) {
    @Nullable String header = request.getHeader(HEADER);
    List<String> flags = header == null ? List.of() : Arrays.asList(header.split("\\s*,\\s*", -1));
    return new EncodingFlags(flags.contains(CATEGORIZE));
  }

  /** Writes the flags that were obeyed, if there are any. */
  void write(JsonGenerator json) {
    if (categorizeLabels) {
      json.writeArrayPropertyStart("encodingFlags");
      json.writeString(CATEGORIZE);
      json.writeEndArray();
    }
  }
}
