package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemCollectorTest {
  @TempDir Path folder;

  private static final String MOUNTS =
      """
      21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
      22 21 0:5 / /proc rw,nosuid - proc proc rw
      23 21 0:6 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
      24 21 8:2 / /srv/my\\040data ro,relatime - xfs /dev/mapper/vg0-data ro
      25 21 0:30 / /mnt/nfs rw master:2 propagate_from:1 - nfs4 nas:/export rw
      26 21 8:1 /x /var/lib/docker/overlay2 rw - ext4 /dev/sda1 rw
      27 21 8:1 / / rw,relatime - ext4 /dev/sda1 rw
      """;

  private static FileSystemSizes sizes(String path) throws IOException {
    if (path.endsWith("/mnt/nfs")) {
      throw new IOException("stale file handle");
    }
    return path.endsWith("/my data")
        ? new FileSystemSizes(1000, 500, 400, 100, 50)
        : new FileSystemSizes(5e9, 1e9, 9e8, 300000, 200000);
  }

  private static FileSystemCollector collector() {
    return new FileSystemCollector(
        new MountProbe(FileSystemCollectorTest::sizes, Runnable::run, Duration.ofSeconds(30)));
  }

  @Test
  void eachMountHasItsSizesAndOneThatFailsItsError() throws IOException {
    HostFixture host = new HostFixture(folder).proc("1/mountinfo", MOUNTS);
    assertEquals(
        """
        # TYPE node_filesystem_device_error gauge
        node_filesystem_device_error{device="/dev/sda1",fstype="ext4",mountpoint="/"} 0
        node_filesystem_device_error{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 0
        node_filesystem_device_error{device="nas:/export",device_error="stale file handle",fstype="nfs4",mountpoint="/mnt/nfs"} 1
        # TYPE node_filesystem_readonly gauge
        node_filesystem_readonly{device="/dev/sda1",fstype="ext4",mountpoint="/"} 0
        node_filesystem_readonly{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 1
        node_filesystem_readonly{device="nas:/export",device_error="stale file handle",fstype="nfs4",mountpoint="/mnt/nfs"} 0
        # TYPE node_filesystem_size_bytes gauge
        node_filesystem_size_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 5e+09
        node_filesystem_size_bytes{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 1000
        # TYPE node_filesystem_free_bytes gauge
        node_filesystem_free_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1e+09
        node_filesystem_free_bytes{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 500
        # TYPE node_filesystem_avail_bytes gauge
        node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"} 9e+08
        node_filesystem_avail_bytes{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 400
        # TYPE node_filesystem_files gauge
        node_filesystem_files{device="/dev/sda1",fstype="ext4",mountpoint="/"} 300000
        node_filesystem_files{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 100
        # TYPE node_filesystem_files_free gauge
        node_filesystem_files_free{device="/dev/sda1",fstype="ext4",mountpoint="/"} 200000
        node_filesystem_files_free{device="/dev/mapper/vg0-data",fstype="xfs",mountpoint="/srv/my data"} 50
        # TYPE node_filesystem_mount_info gauge
        node_filesystem_mount_info{device="/dev/sda1",major="8",minor="1",mountpoint="/"} 1
        node_filesystem_mount_info{device="/dev/mapper/vg0-data",major="8",minor="2",mountpoint="/srv/my data"} 1
        node_filesystem_mount_info{device="nas:/export",major="0",minor="30",mountpoint="/mnt/nfs"} 1
        """,
        host.samples(collector()));
  }

  @Test
  void withoutTheFirstProcessTheOwnMountsAreRead() throws IOException {
    HostFixture host = new HostFixture(folder).proc("self/mountinfo", MOUNTS);
    assertTrue(host.samples(collector()).contains("mountpoint=\"/srv/my data\""));
  }

  @Test
  void theSystemCallAgreesWithJavasFileStore() throws IOException {
    FileSystemSizes sizes = new StatVfs().measure(folder.toString());
    assertEquals(Files.getFileStore(folder).getTotalSpace(), sizes.size());
    assertTrue(sizes.free() >= sizes.available() && sizes.size() >= sizes.free());
    assertTrue(sizes.files() >= sizes.filesFree());
  }

  @Test
  void aPathThatIsNotThereIsAnError() {
    IOException thrown =
        assertThrows(
            IOException.class, () -> new StatVfs().measure(folder.resolve("x").toString()));
    assertEquals(folder.resolve("x") + ": statvfs failed with errno 2", thrown.getMessage());
  }
}
