package dev.steward.testkit.plugin;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A running Debian host whose PID 1 is systemd: packages install, units start, the journal is read.
 *
 * <p>The host is the caller's: {@link #close} removes it with all that is on it. A host whose test
 * process died powers itself off after {@link #LIFETIME}. Commands may run from several threads.
 */
public final class RealHost implements AutoCloseable {

  /** No test needs a host for longer. */
  static final Duration LIFETIME = Duration.ofHours(2);

  private static final Duration BOOT = Duration.ofSeconds(120);

  private final DebianRelease release;
  private final GenericContainer<?> container;

  private RealHost(DebianRelease release, GenericContainer<?> container) {
    this.release = release;
    this.container = container;
  }

  /** Boots a fresh host and returns when systemd says that it is up. */
  public static RealHost start(DebianRelease release) {
    return start(release, Map.of());
  }

  /**
   * Boots a fresh host that sees folders of this machine, read-only.
   *
   * @param folders from a path on this machine to the path on the host
   */
  public static RealHost start(DebianRelease release, Map<Path, String> folders) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(HostImage.of(release)))
            .withImagePullPolicy(image -> false)
            .withTmpFs(Map.of("/run", "rw,exec", "/run/lock", "rw"))
            .withCreateContainerCmdModifier(command ->
                command
                    .withStopSignal("SIGRTMIN+3")
                    .withHostConfig(
                        systemdAsFirstProcess(
                            Objects.requireNonNull(command.getHostConfig()), folders)));
    container.start();
    RealHost host = new RealHost(release, container);
    try {
      host.awaitBoot();
    } catch (RuntimeException | Error e) {
      host.close();
      throw e;
    }
    return host;
  }

  /**
   * What systemd needs beyond an ordinary container: to mount, and its cgroups. A privileged
   * container is more than that, and fails where the engine itself runs inside a sandbox.
   */
  private static HostConfig systemdAsFirstProcess(HostConfig config, Map<Path, String> folders) {
    Bind[] binds =
        Stream.concat(
                Stream.of("/sys/fs/cgroup:/sys/fs/cgroup:rw"),
                folders.entrySet().stream()
                    .map(folder -> folder.getKey() + ":" + folder.getValue() + ":ro"))
            .map(Bind::parse)
            .toArray(Bind[]::new);
    return config
        .withCapAdd(Capability.SYS_ADMIN)
        .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
        .withCgroupnsMode("host")
        .withBinds(binds);
  }

  private void awaitBoot() {
    Await.until(
        "systemd on Debian " + release.version() + " is up",
        BOOT,
        () -> List.of("running", "degraded").contains(systemState()),
        () -> systemState() + "\n" + container.getLogs());
    run("systemd-run", "--on-active=" + LIFETIME.toSeconds(), "systemctl", "poweroff").orFail();
  }

  private String systemState() {
    return run("systemctl", "is-system-running").output().strip();
  }

  /** The release that the host runs. */
  public DebianRelease release() {
    return release;
  }

  /** The host's address, which this machine can reach directly. */
  public String address() {
    return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(network -> Objects.requireNonNull(network.getIpAddress()))
        .findFirst()
        .orElseThrow();
  }

  /** Runs a program as root and waits for its end, whatever its exit code. */
  public CommandResult run(String... command) {
    try {
      Container.ExecResult result = container.execInContainer(StandardCharsets.UTF_8, command);
      return new CommandResult(
          String.join(" ", command), result.getExitCode(), result.getStdout(), result.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command[0], e);
    }
  }

  /** Runs a script of {@code /bin/sh} as root and waits for its end, whatever its exit code. */
  public CommandResult shell(String script) {
    return run("/bin/sh", "-c", script);
  }

  /** Installs Debian packages without what they only recommend. */
  public void install(String... packages) {
    shell(
            "apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y"
                + " --no-install-recommends "
                + String.join(" ", packages))
        .orFail();
  }

  /** Copies a file, or a folder with all that is in it, from this machine. */
  public void copy(Path from, String to) {
    container.copyFileToContainer(MountableFile.forHostPath(from), to);
  }

  /** Writes a file that root owns, with the given permission bits such as {@code 0644}. */
  public void write(String path, String content, int mode) {
    container.copyFileToContainer(
        Transferable.of(content.getBytes(StandardCharsets.UTF_8), mode), path);
  }

  /** The text of a file, which must exist. */
  public String read(String path) {
    return run("cat", "--", path).orFail().output();
  }

  /** All files, folders and links at and below a path of the same file system, sorted by path. */
  public List<HostFile> files(String path) {
    String found = run("find", path, "-xdev", "-printf", HostFile.FIND_FORMAT).orFail().output();
    return Arrays.stream(found.split("\0"))
        .map(HostFile::parse)
        .sorted(Comparator.comparing(HostFile::path))
        .toList();
  }

  /** What systemd says about a unit, whether or not the unit exists. */
  public UnitState unit(String name) {
    String properties = "LoadState,ActiveState,SubState,UnitFileState";
    Map<String, String> state =
        run("systemctl", "show", "--property=" + properties, name)
            .orFail()
            .output()
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new UnitState(
        state.getOrDefault("LoadState", ""),
        state.getOrDefault("ActiveState", ""),
        state.getOrDefault("SubState", ""),
        state.getOrDefault("UnitFileState", ""));
  }

  /**
   * Waits until a script of {@code /bin/sh} succeeds.
   *
   * @param what names the condition in the error, beside the script's last output
   */
  public void await(String what, Duration within, String script) {
    Await.until(
        what,
        within,
        () -> shell(script).succeeded(),
        () -> {
          CommandResult last = shell(script);
          return last.output() + last.errors();
        });
  }

  /** Waits until a unit is active; fails with the unit's journal if it is not within the time. */
  public void awaitActive(String unit, Duration within) {
    Await.until(
        unit + " is active",
        within,
        () -> unit(unit).isActive(),
        () -> unit(unit) + "\n" + run("journalctl", "--no-pager", "-u", unit).output());
  }

  @Override
  public void close() {
    container.stop();
  }
}
