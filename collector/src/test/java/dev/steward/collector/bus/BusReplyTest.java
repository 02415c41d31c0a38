package dev.steward.collector.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BusReplyTest {
  private static BusReply reply(String signature, int... bytes) {
    ByteBuffer body = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int each : bytes) {
      body.put((byte) each);
    }
    return new BusReply(body.flip(), signature);
  }

  @Test
  void numbersStandAtMultiplesOfTheirSize() throws IOException {
    assertEquals(
        List.of(7L, 513L, -1L, true),
        reply("yqib", 7, 0, 1, 2, 255, 255, 255, 255, 1, 0, 0, 0).values());
  }

  @Test
  void anArrayOfStructuresIsAListOfLists() throws IOException {
    assertEquals(
        List.of(List.of(List.of("a", 1L), List.of("bc", 2L))),
        reply(
                "a(su)", 28, 0, 0, 0, 0, 0, 0, 0, //
                1, 0, 0, 0, 'a', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, //
                2, 0, 0, 0, 'b', 'c', 0, 0, 2, 0, 0, 0)
            .values());
  }

  @Test
  void aVariantIsItsValue() throws IOException {
    assertEquals(List.of("ok"), reply("v", 1, 's', 0, 0, 2, 0, 0, 0, 'o', 'k', 0).values());
  }

  @Test
  void whatIsCutOffIsAnError() {
    assertThrows(IOException.class, () -> reply("s", 9, 0, 0, 0, 'a').values());
    assertThrows(IOException.class, () -> reply("au", 255, 255, 255, 255).values());
    assertThrows(IOException.class, () -> reply("t", 1).values());
  }

  @Test
  void randomBytesGiveValuesOrAnErrorAndNothingElse() {
    Random random = new Random(20261120);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      String signature =
          List.of("a(ssssssouso)", "v", "a{sv}", "aav", "yyyyuua(yv)").get(random.nextInt(5));
      try {
        new BusReply(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), signature).values();
      } catch (IOException expected) {
        assertEquals("reply of the bus", String.valueOf(expected.getMessage()).split(":", 2)[0]);
      }
    }
  }

  @Test
  void aCallIsWrittenAsTheSpecificationHasIt() {
    ByteBuffer message =
        BusCall.property("org.x", "/x", "org.x.Y", "Z").encode(3).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals('l', message.get(0));
    assertEquals(1, message.get(1));
    assertEquals(3, message.getInt(8));
    int header = (16 + message.getInt(12) + 7) / 8 * 8;
    assertEquals(message.limit(), header + message.getInt(4));
    assertEquals(7, message.getInt(header));
    byte[] first = new byte[7];
    message.get(header + 4, first);
    assertEquals("org.x.Y", new String(first, StandardCharsets.UTF_8));
  }
}
