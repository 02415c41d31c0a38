package dev.steward.testkit.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

final class RealHostTest {

  @OnDebian
  void aHostBootsInstallsAPackageAndRunsAUnit(RealHost host) {
    assertTrue(host.read("/etc/os-release").contains("VERSION_ID=\"" + host.release().version()));
    assertEquals("systemd", host.read("/proc/1/comm").strip());

    assertEquals("not-found", host.unit("atd.service").load());
    host.install("at");
    host.awaitActive("atd.service", Duration.ofSeconds(10));
    assertEquals(new UnitState("loaded", "active", "running", "enabled"), host.unit("atd.service"));

    host.write(
        "/etc/systemd/system/greeter.service",
        "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c 'echo hello > /srv/greeting'\n",
        0644);
    host.run("systemctl", "start", "greeter.service").orFail();
    host.awaitActive("greeter.service", Duration.ofSeconds(10));
    assertEquals("hello\n", host.read("/srv/greeting"));
    assertEquals(
        List.of("/srv", "/srv/greeting"), host.files("/srv").stream().map(HostFile::path).toList());
    assertEquals(
        new HostFile("/srv/greeting", 'f', "root", "root", 0644, 6), host.files("/srv").get(1));
  }

  @OnDebian(DebianRelease.TRIXIE)
  void aFailedCommandTellsWhatItSaid(RealHost host) {
    CommandResult result = host.shell("echo out; echo err >&2; exit 3");

    assertFalse(result.succeeded());
    assertEquals(3, result.exitCode());
    AssertionError error = assertThrows(AssertionError.class, result::orFail);
    assertEquals(
        "/bin/sh -c echo out; echo err >&2; exit 3: exit code 3 (expected: 0)\nout\nerr\n",
        error.getMessage());
  }
}
