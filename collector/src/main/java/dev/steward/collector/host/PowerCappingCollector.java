package dev.steward.collector.host;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Energy that processors and memory used, from {@code /sys/class/powercap}. Kernels since 5.10 let
 * only root read it.
 *
 * <p>Source: the kernel's documentation of the power capping framework.
 */
final class PowerCappingCollector implements HostCollector {
  private static final double MICROJOULES = 1e6;
  private static final Pattern NUMBERED = Pattern.compile("(.+)-(\\d+)");

  private final Map<String, MetricFamily> families = new HashMap<>();

  @Override
  public String name() {
    return "rapl";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String[] zones = HostFiles.names(files.sysPath("class/powercap"));
    Map<String, Integer> times = new HashMap<>();
    boolean found = false;
    for (String zone : zones) {
      String folder = files.sysPath("class/powercap/" + zone);
      String name = files.lineOrEmpty(folder + "/name");
      if (zone.startsWith("intel-rapl") && !name.isEmpty()) {
        found = true;
        double microjoules = files.number(folder + "/energy_uj");
        if (Double.isNaN(microjoules)) {
          requireReadable(folder + "/energy_uj");
          continue;
        }
        Matcher numbered = NUMBERED.matcher(name);
        boolean hasNumber = numbered.matches();
        String kind = (hasNumber ? numbered.group(1) : name).replace('-', '_');
        String index =
            hasNumber
                ? numbered.group(2)
                : Integer.toString(times.merge(name, 1, Integer::sum) - 1);
        MetricFamily family = families.computeIfAbsent(kind, PowerCappingCollector::family);
        sink.sample(family, family.labels(index, folder), microjoules / MICROJOULES);
      }
    }
    if (!found) {
      throw new NoSuchFileException(files.sysPath("class/powercap"));
    }
  }

  private static void requireReadable(String path) throws IOException {
    try (FileInputStream in = new FileInputStream(path)) {
      in.read();
    } catch (FileNotFoundException e) {
      throw new IOException(path + ": not readable (expected: to be read by root)", e);
    }
  }

  private static MetricFamily family(String kind) {
    return MetricFamily.counter(
        "node_rapl_" + kind + "_joules_total", "Energy that was used.", "index", "path");
  }
}
