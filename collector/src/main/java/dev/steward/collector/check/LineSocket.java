package dev.steward.collector.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Lines from a service that may never end one, or never stop. For one thread. */
final class LineSocket {
  private static final int MAX_LINE = 4096;

  private final Socket socket;
  private final InputStream input;
  private final Deadline deadline;

  LineSocket(Socket socket, Deadline deadline) throws IOException {
    this.socket = socket;
    this.input = socket.getInputStream();
    this.deadline = deadline;
  }

  /** The next line, cut off where it is too long. */
  String read() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < MAX_LINE) {
      socket.setSoTimeout(deadline.millisLeft());
      int next = input.read();
      if (next < 0 && line.isEmpty()) {
        throw new IOException("closed without an answer");
      }
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  void write(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
