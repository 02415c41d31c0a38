package dev.steward.collector.host;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** State of Linux' software RAID arrays, from {@code /proc/mdstat}. */
final class SoftwareRaidCollector implements HostCollector {
  private static final String[] STATES = {"active", "inactive", "recovering", "resync", "check"};
  private static final Pattern ARRAY = Pattern.compile("(md\\S*) : (active|inactive)(.*)");
  private static final Pattern BLOCKS = Pattern.compile("\\s*(\\d+) blocks.*");
  private static final Pattern DISKS = Pattern.compile(".*\\[(\\d+)/(\\d+)].*");
  private static final Pattern PROGRESS =
      Pattern.compile(".*(recovery|resync|check|reshape)\\s*=.*\\((\\d+)/\\d+\\).*");

  private final MetricFamily disks =
      MetricFamily.gauge("node_md_disks", "Disks of an array by state.", "device", "state");
  private final MetricFamily required =
      MetricFamily.gauge("node_md_disks_required", "Disks that an array needs.", "device");
  private final MetricFamily blocks =
      MetricFamily.gauge("node_md_blocks", "Blocks of an array.", "device");
  private final MetricFamily synced =
      MetricFamily.gauge("node_md_blocks_synced", "Blocks that are in sync.", "device");
  private final MetricFamily state =
      MetricFamily.gauge("node_md_state", "Which state an array is in.", "device", "state");

  /** An array as far as it was read. */
  private static final class Array {
    final String device;
    String state;
    final int failed;
    final int spare;
    final int members;
    int active = -1;
    int total = -1;
    long blocks;
    long synced = -1;

    Array(Matcher header) {
      device = header.group(1);
      state = header.group(2);
      failed = count(header.group(3), "(F)");
      spare = count(header.group(3), "(S)");
      members = count(header.group(3), "[");
    }

    private static int count(String text, String part) {
      int count = 0;
      for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
        count++;
      }
      return count;
    }
  }

  @Override
  public String name() {
    return "mdadm";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields file = files.proc("mdstat");
    Array array = null;
    do {
      String line = file.line();
      Matcher header = ARRAY.matcher(line);
      if (header.matches()) {
        if (array != null) {
          give(array, sink);
        }
        array = new Array(header);
      } else if (array != null) {
        detail(array, line);
      }
    } while (file.nextLine());
    if (array != null) {
      give(array, sink);
    }
  }

  private static void detail(Array array, String line) {
    Matcher size = BLOCKS.matcher(line);
    if (size.matches()) {
      array.blocks = Long.parseLong(size.group(1));
    }
    Matcher count = DISKS.matcher(line);
    if (size.matches() && count.matches()) {
      array.total = Integer.parseInt(count.group(1));
      array.active = Integer.parseInt(count.group(2));
    }
    Matcher progress = PROGRESS.matcher(line);
    if (progress.matches()) {
      array.synced = Long.parseLong(progress.group(2));
      array.state =
          switch (progress.group(1)) {
            case "resync" -> "resync";
            case "check" -> "check";
            default -> "recovering";
          };
    }
  }

  private void give(Array array, MetricSink sink) {
    // An array without redundancy does not say how many of its disks work: all of them do.
    int active = array.active >= 0 ? array.active : array.members - array.failed - array.spare;
    String device = array.device;
    sink.sample(required, required.labels(device), array.total >= 0 ? array.total : active);
    sink.sample(disks, disks.labels(device, "active"), active);
    sink.sample(disks, disks.labels(device, "failed"), array.failed);
    sink.sample(disks, disks.labels(device, "spare"), array.spare);
    sink.sample(blocks, blocks.labels(device), array.blocks);
    sink.sample(synced, synced.labels(device), array.synced >= 0 ? array.synced : array.blocks);
    for (String name : STATES) {
      sink.sample(state, state.labels(device, name), name.equals(array.state) ? 1 : 0);
    }
  }
}
