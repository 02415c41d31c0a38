package dev.steward.logstore.block;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.template.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Whatever the sections of a block hold, reading them ends with lines or with what is wrong. */
@Tag("fuzz")
final class LogBlockFuzzTest {
  private static final Template[] DICTIONARY = {
    Template.RAW, Template.of(List.of(text("took "), text(" ms"))), Template.of(List.of(text("up")))
  };

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @FuzzTest
  void anyBytesAreReadOrRefused(FuzzedDataProvider data) {
    int lines = data.consumeInt(0, 300);
    int half = lines / 2;
    byte[] counts = data.consumeBytes(data.consumeInt(0, 400));
    byte[] shapes = data.consumeBytes(data.consumeInt(0, 400));
    byte[] payload = data.consumeRemainingAsBytes();
    try {
      CountsSection read =
          CountsSection.read(
              new ByteSource(counts),
              new CountsSection.Runs(
                  new int[] {half, lines - half}, new long[] {0, 1_000_000}, 0, 2));
      ShapesSection shape = ShapesSection.read(compressed(shapes), lines, DICTIONARY);
      PayloadSection section = PayloadSection.read(compressed(payload), shape, read::times);
      for (int line = 0; line < lines; line++) {
        section.line(line);
        section.metadata(line, read.level(line));
      }
    } catch (IOException e) {
      // Refused, as it should be.
    }
  }

  @FuzzTest
  void anyBytesInsteadOfCompressedOnesAreRefused(byte[] bytes) {
    try {
      Compression.read(new ByteSource(bytes));
    } catch (CorruptDataException e) {
      // Refused, as it should be.
    }
  }

  private static ByteSource compressed(byte[] plain) {
    ByteSink from = new ByteSink(plain.length);
    from.write(plain, 0, plain.length);
    ByteSink to = new ByteSink(plain.length);
    Compression.write(from, to);
    return new ByteSource(to.toByteArray());
  }
}
