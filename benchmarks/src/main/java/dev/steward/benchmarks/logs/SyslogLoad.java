package dev.steward.benchmarks.logs;

import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends lines over syslog TCP, over two connections at once whose times lie twelve hours apart: a
 * sender that is up to date beside one that catches up.
 */
final class SyslogLoad {
  private final int port;

  SyslogLoad(ServerProcess server) {
    this.port = server.syslogPort();
  }

  void send(LineFile file) throws IOException, InterruptedException {
    long noon = file.middle();
    try (ExecutorService senders = Executors.newFixedThreadPool(2)) {
      Future<?> morning = senders.submit(() -> send(file, 0, noon));
      Future<?> afternoon = senders.submit(() -> send(file, noon, file.bytes()));
      morning.get();
      afternoon.get();
    } catch (ExecutionException e) {
      throw new IOException("syslog: not sent", e);
    }
  }

  private Void send(LineFile file, long from, long to) throws IOException, InterruptedException {
    try (Socket socket = new Socket("127.0.0.1", port);
        OutputStream out = socket.getOutputStream()) {
      file.read(from, to, (bytes, length) -> out.write(bytes, 0, length));
    }
    return null;
  }
}
