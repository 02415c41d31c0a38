package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCollectorTest {
  @TempDir Path folder;

  @Test
  void wholeDisksHaveTheirCounters() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "diskstats",
                """
                   7       0 loop0 1 0 2 3 0 0 0 0 0 1 1 0 0 0 0 0 0
                 254       0 vda 1354 21 4096 600 11 12 8 1500 2 250 2100 3 4 5 6000 7 8000
                 254       1 vda1 1 0 2 3 0 0 0 0 0 1 1 0 0 0 0 0 0
                 259       1 nvme0n1p1 1 0 2 3 0 0 0 0 0 1 1 0 0 0 0 0 0
                """);
    assertEquals(
        """
        # TYPE node_disk_reads_completed_total counter
        node_disk_reads_completed_total{device="vda"} 1354
        # TYPE node_disk_reads_merged_total counter
        node_disk_reads_merged_total{device="vda"} 21
        # TYPE node_disk_read_bytes_total counter
        node_disk_read_bytes_total{device="vda"} 2.097152e+06
        # TYPE node_disk_read_time_seconds_total counter
        node_disk_read_time_seconds_total{device="vda"} 0.6
        # TYPE node_disk_writes_completed_total counter
        node_disk_writes_completed_total{device="vda"} 11
        # TYPE node_disk_writes_merged_total counter
        node_disk_writes_merged_total{device="vda"} 12
        # TYPE node_disk_written_bytes_total counter
        node_disk_written_bytes_total{device="vda"} 4096
        # TYPE node_disk_write_time_seconds_total counter
        node_disk_write_time_seconds_total{device="vda"} 1.5
        # TYPE node_disk_io_now gauge
        node_disk_io_now{device="vda"} 2
        # TYPE node_disk_io_time_seconds_total counter
        node_disk_io_time_seconds_total{device="vda"} 0.25
        # TYPE node_disk_io_time_weighted_seconds_total counter
        node_disk_io_time_weighted_seconds_total{device="vda"} 2.1
        # TYPE node_disk_discards_completed_total counter
        node_disk_discards_completed_total{device="vda"} 3
        # TYPE node_disk_discards_merged_total counter
        node_disk_discards_merged_total{device="vda"} 4
        # TYPE node_disk_discarded_sectors_total counter
        node_disk_discarded_sectors_total{device="vda"} 5
        # TYPE node_disk_discard_time_seconds_total counter
        node_disk_discard_time_seconds_total{device="vda"} 6
        # TYPE node_disk_flush_requests_total counter
        node_disk_flush_requests_total{device="vda"} 7
        # TYPE node_disk_flush_requests_time_seconds_total counter
        node_disk_flush_requests_time_seconds_total{device="vda"} 8
        # TYPE node_disk_info gauge
        node_disk_info{device="vda",major="254",minor="0",rotational="0"} 1
        """,
        host.samples(new DiskCollector()));
  }

  @Test
  void whatUdevKnowsIsTold() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc("diskstats", "   8       0 sda 1 2\n 252       0 dm-0 3 4\n")
            .sys("block/sda/queue/rotational", "1\n")
            .root(
                "run/udev/data/b8:0",
                """
                S:disk/by-id/ata-X
                E:ID_ATA=1
                E:ID_ATA_WRITE_CACHE=1
                E:ID_ATA_WRITE_CACHE_ENABLED=0
                E:ID_ATA_ROTATION_RATE_RPM=7200
                E:ID_PATH=pci-0000:3b:00.0-sas-phy7-lun-0
                E:ID_MODEL=SAMSUNG_X
                E:ID_SERIAL_SHORT=S1
                E:ID_WWN=0x5000
                E:ID_REVISION=3
                """)
            .root(
                "run/udev/data/b252:0",
                """
                E:DM_NAME=vg0-root
                E:DM_UUID=LVM-1
                E:DM_VG_NAME=vg0
                E:DM_LV_NAME=root
                E:ID_FS_TYPE=ext4
                E:ID_FS_USAGE=filesystem
                E:ID_FS_UUID=3deafd0d
                E:ID_FS_VERSION=1.0
                """);
    String samples = host.samples(new DiskCollector());
    assertEquals(
        """
        # TYPE node_disk_info gauge
        node_disk_info{device="sda",major="8",minor="0",model="SAMSUNG_X",\
        path="pci-0000:3b:00.0-sas-phy7-lun-0",revision="3",rotational="1",serial="S1",wwn="0x5000"} 1
        node_disk_info{device="dm-0",major="252",minor="0",rotational="0"} 1
        # TYPE node_disk_ata_write_cache gauge
        node_disk_ata_write_cache{device="sda"} 1
        # TYPE node_disk_ata_write_cache_enabled gauge
        node_disk_ata_write_cache_enabled{device="sda"} 0
        # TYPE node_disk_ata_rotation_rate_rpm gauge
        node_disk_ata_rotation_rate_rpm{device="sda"} 7200
        # TYPE node_disk_filesystem_info gauge
        node_disk_filesystem_info{device="dm-0",type="ext4",usage="filesystem",uuid="3deafd0d",\
        version="1.0"} 1
        # TYPE node_disk_device_mapper_info gauge
        node_disk_device_mapper_info{device="dm-0",lv_name="root",name="vg0-root",uuid="LVM-1",\
        vg_name="vg0"} 1
        """,
        samples.substring(samples.indexOf("# TYPE node_disk_info")));
  }

  @Test
  void udevIsReadAgainWhenItChanged() throws IOException {
    DiskCollector collector = new DiskCollector();
    HostFixture host =
        new HostFixture(folder)
            .proc("diskstats", "   8       0 sda 1 2\n")
            .root("run/udev/data/b8:0", "E:ID_MODEL=old\n");
    Path udev = folder.resolve("root/run/udev/data/b8:0");
    Files.setLastModifiedTime(udev, FileTime.fromMillis(1_000_000));
    assertTrue(host.samples(collector).contains("model=\"old\""));
    host.root("run/udev/data/b8:0", "E:ID_MODEL=new\n");
    Files.setLastModifiedTime(udev, FileTime.fromMillis(2_000_000));
    assertTrue(host.samples(collector).contains("model=\"new\""));
  }
}
