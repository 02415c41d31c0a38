package dev.steward.formats.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SyslogRandomTest {
  private static final byte[] PIECES =
      "<>[]=\" :-.\n\r\0019Zz%/@T\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void mutatedMessagesKeepTheProperties() throws IOException, URISyntaxException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<byte[]> seeds = new ArrayList<>(corpus("SyslogFuzzTestInputs"));
    seeds.addAll(corpus("SyslogFramingFuzzTestInputs"));
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int change = random.nextInt(6); change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = PIECES[random.nextInt(PIECES.length)];
      }
      try {
        SyslogProperties.parsing(bytes);
        SyslogProperties.framing(bytes);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static List<byte[]> corpus(String folder) throws IOException, URISyntaxException {
    URL url = Objects.requireNonNull(SyslogRandomTest.class.getResource(folder), folder);
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of(url.toURI()))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          inputs.add(in.readAllBytes());
        }
      }
    }
    return inputs;
  }
}
