package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that tell where energy comes from and where it goes. */
class PowerCollectorsTest {
  @TempDir Path folder;

  @Test
  void batteriesAndMains() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys("class/power_supply/AC/type", "Mains\n")
            .sys("class/power_supply/AC/online", "1\n")
            .sys("class/power_supply/BAT0/type", "Battery\n")
            .sys("class/power_supply/BAT0/status", "Discharging\n")
            .sys("class/power_supply/BAT0/manufacturer", "LGC\n")
            .sys("class/power_supply/BAT0/capacity", "81\n")
            .sys("class/power_supply/BAT0/cycle_count", "0\n")
            .sys("class/power_supply/BAT0/energy_now", "36580000\n")
            .sys("class/power_supply/BAT0/power_now", "4830000\n")
            .sys("class/power_supply/BAT0/voltage_now", "12229000\n")
            .sys("class/power_supply/BAT0/temp", "302\n");
    assertEquals(
        """
        # TYPE node_power_supply_online gauge
        node_power_supply_online{power_supply="AC"} 1
        # TYPE node_power_supply_info gauge
        node_power_supply_info{power_supply="AC",type="Mains"} 1
        node_power_supply_info{manufacturer="LGC",power_supply="BAT0",status="Discharging",type="Battery"} 1
        # TYPE node_power_supply_capacity gauge
        node_power_supply_capacity{power_supply="BAT0"} 81
        # TYPE node_power_supply_cyclecount gauge
        node_power_supply_cyclecount{power_supply="BAT0"} 0
        # TYPE node_power_supply_energy_watthour gauge
        node_power_supply_energy_watthour{power_supply="BAT0"} 36.58
        # TYPE node_power_supply_voltage_volt gauge
        node_power_supply_voltage_volt{power_supply="BAT0"} 12.229
        # TYPE node_power_supply_power_watt gauge
        node_power_supply_power_watt{power_supply="BAT0"} 4.83
        # TYPE node_power_supply_temp_celsius gauge
        node_power_supply_temp_celsius{power_supply="BAT0"} 30.2
        """,
        host.samples(new PowerSupplyCollector()));
  }

  @Test
  void energyOfProcessorsAndMemory() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .sys("class/powercap/dtpm/name", "dtpm\n")
            .sys("class/powercap/intel-rapl:0/name", "package-0\n")
            .sys("class/powercap/intel-rapl:0/energy_uj", "240422366267\n")
            .sys("class/powercap/intel-rapl:0:0/name", "core\n")
            .sys("class/powercap/intel-rapl:0:0/energy_uj", "118821284256\n")
            .sys("class/powercap/intel-rapl:1:0/name", "core\n")
            .sys("class/powercap/intel-rapl:1:0/energy_uj", "1000000\n");
    assertEquals(
        """
        # TYPE node_rapl_package_joules_total counter
        node_rapl_package_joules_total{index="0",path="SYS/class/powercap/intel-rapl:0"} 240422.366267
        # TYPE node_rapl_core_joules_total counter
        node_rapl_core_joules_total{index="0",path="SYS/class/powercap/intel-rapl:0:0"} 118821.284256
        node_rapl_core_joules_total{index="1",path="SYS/class/powercap/intel-rapl:1:0"} 1
        """
            .replace("SYS", folder.resolve("sys").toString()),
        host.samples(new PowerCappingCollector()));
  }
}
