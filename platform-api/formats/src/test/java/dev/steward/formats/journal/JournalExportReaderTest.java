package dev.steward.formats.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JournalExportReaderTest {
  private final JournalExportReader reader = new JournalExportReader();
  private final List<String> entries = new ArrayList<>();

  private void take(JournalEntry entry) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entry.fields(); i++) {
      text.append(entry.name(i)).append('=').append(entry.value(i)).append(';');
    }
    entries.add(text.toString());
  }

  private void feed(byte[] bytes) {
    reader.feed(bytes, 0, bytes.length, this::take);
  }

  private void feed(String text) {
    feed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] binary(String name, byte[] value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value.length).array());
    bytes.writeBytes(value);
    bytes.write('\n');
    return bytes.toByteArray();
  }

  @Test
  void anEmptyLineEndsAnEntry() {
    feed("__CURSOR=a\nMESSAGE=one\n\n__CURSOR=b\nMESSAGE=two=2\n\nMESSAGE=not yet\n");
    assertEquals(List.of("__CURSOR=a;MESSAGE=one;", "__CURSOR=b;MESSAGE=two=2;"), entries);
  }

  @Test
  void aValueOfSeveralLinesComesWithItsLength() {
    feed(binary("MESSAGE", "one\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8)));
    feed("_PID=1\n\n");
    assertEquals(List.of("MESSAGE=one\ntwo\n\nthree;_PID=1;"), entries);
  }

  @Test
  void anEmptyValueIsAValue() {
    feed("MESSAGE=\n");
    feed(binary("X", new byte[0]));
    feed("\n");
    assertEquals(List.of("MESSAGE=;X=;"), entries);
  }

  @Test
  void aLongValueLosesItsEnd() {
    feed(binary("MESSAGE", "x".repeat(10 << 20).getBytes(StandardCharsets.UTF_8)));
    feed("_PID=1\n\n");
    assertEquals(
        List.of("MESSAGE=" + "x".repeat(JournalExportReader.MAX_VALUE_BYTES) + ";_PID=1;"),
        entries);
    assertEquals(1, reader.cutEntries());
  }

  @Test
  void anEntryOfTooManyFieldsLosesTheLastOnes() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append("F").append(i).append("=v\n");
    }
    feed(text + "\n");
    assertEquals(JournalEntry.MAX_FIELDS, entries.getFirst().split(";").length);
    assertEquals(1, reader.cutEntries());
  }

  @Test
  void whatIsNoFieldIsSkippedAndCounted() {
    feed("MESSAGE=one\nthis is no field\n\nMESSAGE=two\n\n");
    assertEquals(List.of("MESSAGE=one;", "MESSAGE=two;"), entries);
    assertEquals(1, reader.malformed());
  }

  @Test
  void anyChunkingGivesTheSameEntries() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      all.writeBytes(("__CURSOR=c" + i + "\n").getBytes(StandardCharsets.UTF_8));
      all.writeBytes(binary("MESSAGE", ("a\n" + i).getBytes(StandardCharsets.UTF_8)));
      all.writeBytes("_COMM=x\n\n".getBytes(StandardCharsets.UTF_8));
    }
    feed(all.toByteArray());
    List<String> whole = List.copyOf(entries);
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      entries.clear();
      byte[] bytes = all.toByteArray();
      int at = 0;
      while (at < bytes.length) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(40));
        reader.feed(bytes, at, count, this::take);
        at += count;
      }
      assertEquals(whole, entries);
    }
  }
}
