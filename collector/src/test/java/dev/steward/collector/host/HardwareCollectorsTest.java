package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that tell about chips and arrays of disks. */
class HardwareCollectorsTest {
  @TempDir Path folder;

  @Test
  void clockRates() throws IOException {
    String cpu = "devices/system/cpu/cpu0/cpufreq/";
    HostFixture host =
        new HostFixture(folder)
            .sys(cpu + "cpuinfo_max_freq", "3700000\n")
            .sys(cpu + "scaling_cur_freq", "1219917\n")
            .sys(cpu + "scaling_governor", "powersave\n")
            .sys(cpu + "scaling_available_governors", "performance powersave\n")
            .sys("devices/system/cpu/cpufreq/x", "\n");
    assertEquals(
        """
        # TYPE node_cpu_frequency_max_hertz gauge
        node_cpu_frequency_max_hertz{cpu="0"} 3.7e+09
        # TYPE node_cpu_scaling_frequency_hertz gauge
        node_cpu_scaling_frequency_hertz{cpu="0"} 1.219917e+09
        # TYPE node_cpu_scaling_governor gauge
        node_cpu_scaling_governor{cpu="0",governor="performance"} 0
        node_cpu_scaling_governor{cpu="0",governor="powersave"} 1
        """,
        host.samples(new CpuFrequencyCollector()));
  }

  @Test
  void temperaturesAndCooling() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys("class/thermal/thermal_zone0/type", "bcm2835_thermal\n")
            .sys("class/thermal/thermal_zone0/temp", "49925\n")
            .sys("class/thermal/cooling_device3/type", "Processor\n")
            .sys("class/thermal/cooling_device3/cur_state", "1\n")
            .sys("class/thermal/cooling_device3/max_state", "10\n");
    assertEquals(
        """
        # TYPE node_cooling_device_cur_state gauge
        node_cooling_device_cur_state{name="3",type="Processor"} 1
        # TYPE node_cooling_device_max_state gauge
        node_cooling_device_max_state{name="3",type="Processor"} 10
        # TYPE node_thermal_zone_temp gauge
        node_thermal_zone_temp{type="bcm2835_thermal",zone="0"} 49.925
        """,
        host.samples(new ThermalZoneCollector()));
  }

  @Test
  void sensorsOfChips() throws IOException {
    String chip = "devices/platform/coretemp.0/hwmon/hwmon0/";
    HostFixture host =
        new HostFixture(folder)
            .sys(chip + "name", "coretemp\n")
            .sys(chip + "temp1_input", "55000\n")
            .sys(chip + "temp1_max", "84000\n")
            .sys(chip + "temp1_crit_alarm", "0\n")
            .sys(chip + "temp1_label", "Core 0\n")
            .sys(chip + "fan2_input", "1098\n")
            .sys(chip + "in0_input", "1203\n")
            .sys(chip + "power1_average", "5500000\n")
            .sys(chip + "update_interval", "1000\n")
            .sys("bus/platform/x", "\n")
            .sys("class/hwmon/.keep", "");
    Path sys = folder.resolve("sys");
    Files.delete(sys.resolve("class/hwmon/.keep"));
    Files.createSymbolicLink(
        sys.resolve("class/hwmon/hwmon0"), sys.resolve("devices/platform/coretemp.0/hwmon/hwmon0"));
    Files.createSymbolicLink(
        sys.resolve(chip + "device"), sys.resolve("devices/platform/coretemp.0"));
    Files.createSymbolicLink(
        sys.resolve("devices/platform/coretemp.0/subsystem"), sys.resolve("bus/platform"));
    String labels = "{chip=\"platform_coretemp_0\",sensor=";
    assertEquals(
        """
        # TYPE node_hwmon_fan_rpm gauge
        node_hwmon_fan_rpm@"fan2"} 1098
        # TYPE node_hwmon_in_volts gauge
        node_hwmon_in_volts@"in0"} 1.203
        # TYPE node_hwmon_power_average_watt gauge
        node_hwmon_power_average_watt@"power1"} 5.5
        # TYPE node_hwmon_temp_crit_alarm gauge
        node_hwmon_temp_crit_alarm@"temp1"} 0
        # TYPE node_hwmon_temp_celsius gauge
        node_hwmon_temp_celsius@"temp1"} 55
        # TYPE node_hwmon_sensor_label gauge
        node_hwmon_sensor_label{chip="platform_coretemp_0",label="Core 0",sensor="temp1"} 1
        # TYPE node_hwmon_temp_max_celsius gauge
        node_hwmon_temp_max_celsius@"temp1"} 84
        # TYPE node_hwmon_chip_names gauge
        node_hwmon_chip_names{chip="platform_coretemp_0",chip_name="coretemp"} 1
        """
            .replace("@", labels),
        host.samples(new HardwareMonitorCollector()));
  }

  @Test
  void arraysOfDisks() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "mdstat",
                """
                Personalities : [raid1] [raid0]
                md0 : active raid1 sdb1[2](F) sda1[0] sdc1[3](S)
                      248896 blocks [2/1] [U_]
                      [=>...................]  recovery =  8.5% (16775/248896) finish=17.0min speed=259783K/sec

                md1 : inactive sdd1[0]
                      1024 blocks super 1.2

                unused devices: <none>
                """);
    assertEquals(
        """
        # TYPE node_md_disks_required gauge
        node_md_disks_required{device="md0"} 2
        node_md_disks_required{device="md1"} 1
        # TYPE node_md_disks gauge
        node_md_disks{device="md0",state="active"} 1
        node_md_disks{device="md0",state="failed"} 1
        node_md_disks{device="md0",state="spare"} 1
        node_md_disks{device="md1",state="active"} 1
        node_md_disks{device="md1",state="failed"} 0
        node_md_disks{device="md1",state="spare"} 0
        # TYPE node_md_blocks gauge
        node_md_blocks{device="md0"} 248896
        node_md_blocks{device="md1"} 1024
        # TYPE node_md_blocks_synced gauge
        node_md_blocks_synced{device="md0"} 16775
        node_md_blocks_synced{device="md1"} 1024
        # TYPE node_md_state gauge
        node_md_state{device="md0",state="active"} 0
        node_md_state{device="md0",state="inactive"} 0
        node_md_state{device="md0",state="recovering"} 1
        node_md_state{device="md0",state="resync"} 0
        node_md_state{device="md0",state="check"} 0
        node_md_state{device="md1",state="active"} 0
        node_md_state{device="md1",state="inactive"} 1
        node_md_state{device="md1",state="recovering"} 0
        node_md_state{device="md1",state="resync"} 0
        node_md_state{device="md1",state="check"} 0
        """,
        host.samples(new SoftwareRaidCollector()));
  }

  @Test
  void bondedDevices() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys("class/net/bonding_masters", "bond0 bond1\n")
            .sys("class/net/bond0/bonding/slaves", "eth0 eth1\n")
            .sys("class/net/bond0/lower_eth0/bonding_slave/mii_status", "up\n")
            .sys("class/net/bond0/slave_eth1/bonding_slave/mii_status", "down\n")
            .sys("class/net/bond1/bonding/slaves", "\n");
    assertEquals(
        """
        # TYPE node_bonding_slaves gauge
        node_bonding_slaves{master="bond0"} 2
        node_bonding_slaves{master="bond1"} 0
        # TYPE node_bonding_active gauge
        node_bonding_active{master="bond0"} 1
        node_bonding_active{master="bond1"} 0
        """,
        host.samples(new BondingCollector()));
  }

  @Test
  void errorsOfMemory() throws IOException {
    String controller = "devices/system/edac/mc/mc0/";
    HostFixture host =
        new HostFixture(folder)
            .sys(controller + "ce_count", "1\n")
            .sys(controller + "ue_count", "5\n")
            .sys(controller + "ce_noinfo_count", "2\n")
            .sys(controller + "csrow0/ce_count", "3\n")
            .sys(controller + "csrow0/ue_count", "4\n");
    assertEquals(
        """
        # TYPE node_edac_correctable_errors_total counter
        node_edac_correctable_errors_total{controller="0"} 1
        # TYPE node_edac_uncorrectable_errors_total counter
        node_edac_uncorrectable_errors_total{controller="0"} 5
        # TYPE node_edac_csrow_correctable_errors_total counter
        node_edac_csrow_correctable_errors_total{controller="0",csrow="unknown"} 2
        node_edac_csrow_correctable_errors_total{controller="0",csrow="0"} 3
        # TYPE node_edac_csrow_uncorrectable_errors_total counter
        node_edac_csrow_uncorrectable_errors_total{controller="0",csrow="0"} 4
        """,
        host.samples(new ErrorDetectionCollector()));
  }

  @Test
  void nvmeDisksAndSelinux() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys("class/nvme/nvme0/model", "Fast One 970  \n")
            .sys("class/nvme/nvme0/serial", "S680\n")
            .sys("class/nvme/nvme0/state", "live\n");
    assertEquals(
        """
        # TYPE node_nvme_info gauge
        node_nvme_info{device="nvme0",model="Fast One 970",serial="S680",state="live"} 1
        """,
        host.samples(new NvmeCollector()));
    assertEquals(
        "# TYPE node_selinux_enabled gauge\nnode_selinux_enabled 0\n",
        host.samples(new SelinuxCollector()));
    assertEquals(
        """
        # TYPE node_selinux_enabled gauge
        node_selinux_enabled 1
        # TYPE node_selinux_current_mode gauge
        node_selinux_current_mode 1
        """,
        host.sys("fs/selinux/enforce", "1").samples(new SelinuxCollector()));
  }
}
