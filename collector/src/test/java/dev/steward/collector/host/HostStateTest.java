package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostStateTest {
  private static final long MINUTE = 60_000_000_000L;

  @TempDir Path folder;
  private long nanos = -7;

  private HostFixture host() {
    return new HostFixture(folder);
  }

  private static String stat(int id, String name, int cpuTicks, int startTicks, int pages) {
    return id
        + " ("
        + name
        + ") S 1 1 1 0 -1 4194560 0 0 0 0 "
        + cpuTicks
        + " 0 0 0 20 0 1 0 "
        + startTicks
        + " 1000 "
        + pages
        + " 0\n";
  }

  private HostState state() {
    return new HostState(host().roots(), () -> nanos);
  }

  private static String record(HostState state) {
    return state.record().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("nothing");
  }

  @Test
  void theMostHungryProcessesStandFirst() throws IOException {
    HostFixture host = host().proc("7/stat", stat(7, "web (\"x\") server", 100, 5, 10));
    host.proc("8/stat", stat(8, "idle", 900, 5, 30)).proc("meminfo", "MemTotal: 4 kB\n");
    HostState state = state();
    record(state);
    nanos += MINUTE;
    host.proc("7/stat", stat(7, "web (\"x\") server", 3_100, 5, 10));
    host.proc("9/stat", stat(9, "new", 600, 99, 1));
    state.clear();
    new MemoryCollector().collect(new HostFiles(host.roots()), state::take);
    long page = PageSize.bytes();
    assertEquals(
        """
        {"memory_bytes":4096,"processes":3,"top_cpu":[\
        {"pid":7,"name":"web (\\"x\\") server","cpu_percent":50.0,"resident_bytes":%d},\
        {"pid":9,"name":"new","cpu_percent":10.0,"resident_bytes":%d},\
        {"pid":8,"name":"idle","cpu_percent":0.0,"resident_bytes":%d}],"top_memory":[\
        {"pid":8,"name":"idle","cpu_percent":0.0,"resident_bytes":%d},\
        {"pid":7,"name":"web (\\"x\\") server","cpu_percent":50.0,"resident_bytes":%d},\
        {"pid":9,"name":"new","cpu_percent":10.0,"resident_bytes":%d}],"disks":[]}\
        """
            .formatted(10 * page, page, 30 * page, 30 * page, 10 * page, page),
        record(state));
  }

  @Test
  void aNumberUsedAgainIsAnotherProcess() {
    HostFixture host = host().proc("7/stat", stat(7, "old", 9_000, 5, 1));
    HostState state = state();
    record(state);
    nanos += MINUTE;
    host.proc("7/stat", stat(7, "young", 60, 700, 1));
    String after = record(state);
    assertTrue(after.contains("\"name\":\"young\",\"cpu_percent\":1.0"), after);
  }

  @Test
  void thereIsOneRecordAMinute() {
    HostState state = state();
    assertTrue(record(state).startsWith("{\"processes\":0"));
    nanos += MINUTE - 1;
    assertEquals("nothing", record(state));
    nanos++;
    assertTrue(record(state).startsWith("{"));
  }
}
