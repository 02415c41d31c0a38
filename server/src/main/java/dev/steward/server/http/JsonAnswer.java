package dev.steward.server.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.http.MediaType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes a JSON answer piece by piece, so that its size never lies in memory. */
public final class JsonAnswer {
  /** Passing a flush on would send a piece of the answer. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  private JsonAnswer() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Body {
    /** Writes the value; called once. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Answers with a status and a body. */
  public static void send(HttpServletResponse response, int status, Body body) throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    OutputStream out = response.getOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      body.write(json);
    }
  }

  /** Answers 200 with a body. */
  public static void ok(HttpServletResponse response, Body body) throws IOException {
    send(response, HttpServletResponse.SC_OK, body);
  }
}
