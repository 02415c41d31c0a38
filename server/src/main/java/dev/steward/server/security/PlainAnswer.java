package dev.steward.server.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer of one line of text. */
public final class PlainAnswer {
  private PlainAnswer() {}

  /** Answers a status and the line. */
  public static void send(HttpServletResponse response, int status, String line)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.getWriter().println(line);
  }
}
