package dev.steward.collector;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.input.Input;
import dev.steward.collector.input.InputCounters;
import dev.steward.collector.journal.JournalInput;
import dev.steward.collector.kernel.KernelLog;
import dev.steward.collector.syslog.SyslogCounters;
import dev.steward.collector.syslog.SyslogDoor;
import dev.steward.collector.syslog.SyslogSocket;
import dev.steward.collector.syslog.SyslogStreamSocket;
import dev.steward.collector.syslog.SyslogTlsDoor;
import dev.steward.collector.tail.FileTail;
import dev.steward.collector.tail.TailCounters;
import dev.steward.configuration.HostPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every input for logs that an agent is told to have. */
final class LogInputs implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogInputs.class);
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final LogSettings settings;
  private final String host;
  private final Intake intake;
  private final Clock clock;
  private final FileTail files;
  private final Map<String, SyslogCounters> syslog = new LinkedHashMap<>();
  private final List<InputCounters> inputs = new ArrayList<>();
  private final List<Runnable> starts = new ArrayList<>();

  /** What was opened, the newest first. */
  private final Deque<Closeable> opened = new ArrayDeque<>();

  private LogInputs(
      LogSettings settings,
      String host,
      Map<String, String> positions,
      Intake intake,
      Clock clock) {
    this.settings = settings;
    this.host = host;
    this.intake = intake;
    this.clock = clock;
    this.files = new FileTail(settings.files(), host, positions, intake, clock);
  }

  /** Opens all; nothing is read before {@link #start}. */
  static LogInputs open(
      LogSettings settings, String host, Map<String, String> positions, Intake intake, Clock clock)
      throws AgentStartException {
    LogInputs inputs = new LogInputs(settings, host, positions, intake, clock);
    try {
      inputs.openSyslog();
      inputs.openFollowers(positions);
      return inputs;
    } catch (AgentStartException | RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  private void openSyslog() throws AgentStartException {
    if (settings.syslog().isPresent()) {
      HostPort wanted = settings.syslog().get();
      InetSocketAddress address = address(wanted, "--syslog");
      SyslogDoor door =
          listening(wanted, "--syslog", () -> SyslogDoor.open(address, host, intake, clock));
      LOG.info("Syslog is taken at {}, UDP and TCP", door.address());
      add("network", door.counters(), door, door::start);
    }
    if (settings.syslogTls().isPresent()) {
      LogSettings.SyslogTls wanted = settings.syslogTls().get();
      String key = LogKeys.SYSLOG_TLS.path();
      InetSocketAddress address = address(wanted.listen(), key);
      SyslogTlsDoor door =
          listening(
              wanted.listen(),
              key,
              () -> SyslogTlsDoor.open(address, wanted.files(), host, intake, clock));
      LOG.info("Syslog is taken at {}, TLS", door.address());
      add("tls", door.counters(), door, door::start);
    }
    if (settings.socket().isPresent()) {
      Path path = settings.socket().get();
      SyslogSocket socket =
          listening(
              path,
              LogKeys.SYSLOG_SOCKET.path(),
              () -> SyslogSocket.open(path, host, intake, clock));
      add("socket", socket.counters(), socket, socket::start);
    }
    if (settings.streamSocket().isPresent()) {
      Path path = settings.streamSocket().get();
      SyslogStreamSocket socket =
          listening(
              path,
              LogKeys.SYSLOG_STREAM.path(),
              () -> SyslogStreamSocket.open(path, host, intake, clock));
      add("stream-socket", socket.counters(), socket, socket::start);
    }
  }

  private void openFollowers(Map<String, String> positions) throws AgentStartException {
    if (settings.journal().isPresent()) {
      String which = settings.journal().get();
      List<String> command =
          which.equals("system")
              ? List.of("journalctl")
              : List.of("journalctl", "--directory=" + which);
      add(new JournalInput(command, host, positions, intake, clock));
    }
    if (settings.kernelLog().isPresent()) {
      Path device = settings.kernelLog().get();
      add(new KernelLog(device, bootId(), host, positions, intake, clock, System::nanoTime));
    }
    starts.add(files::start);
  }

  private static String bootId() throws AgentStartException {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new AgentStartException(
          "agent.kernel-log: " + BOOT_ID + " cannot be read (expected: Linux)", e);
    }
  }

  private static InetSocketAddress address(HostPort wanted, String flag)
      throws AgentStartException {
    InetSocketAddress address = wanted.toSocketAddress();
    if (address.isUnresolved()) {
      throw new AgentStartException(
          flag + ": " + wanted + ": unknown host (expected: an address of this machine)", null);
    }
    return address;
  }

  /** Opens something that listens. */
  private interface Opening<T> {
    T open() throws IOException;
  }

  private static <T> T listening(Object place, String flag, Opening<T> opening)
      throws AgentStartException {
    try {
      return opening.open();
    } catch (IOException e) {
      String remedy =
          place instanceof HostPort
              ? "a free port; " + flag + " HOST:PORT takes another"
              : "a path that may be made; " + flag + " takes another";
      throw new AgentStartException(
          (place instanceof HostPort ? "syslog port " : "syslog socket ")
              + place
              + ": cannot be had ("
              + e.getMessage()
              + ") (expected: "
              + remedy
              + ")",
          e);
    }
  }

  private void add(String door, SyslogCounters counters, Closeable what, Runnable start) {
    syslog.put(door, counters);
    opened.push(what);
    starts.add(start);
  }

  private void add(Input input) {
    inputs.add(input.counters());
    opened.push(input);
    starts.add(input::start);
  }

  /** Starts to read. */
  void start() {
    opened.push(files);
    starts.forEach(Runnable::run);
  }

  /** What happened to followed files. */
  TailCounters files() {
    return files.counters();
  }

  /** What happened at each door for syslog, by its name. */
  Map<String, SyslogCounters> syslog() {
    return syslog;
  }

  /** What happened at each other input. */
  List<InputCounters> inputs() {
    return inputs;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        LOG.warn("Stopping: an input could not be closed", e);
      }
    }
  }
}
