package dev.steward.server.loki;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.formats.loki.MalformedPushException;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Tag;

/** Whatever a body says, what can be read of it is stored, and the rest is refused with reasons. */
@Tag("fuzz")
class LokiPushJsonFuzzTest {
  private static final StreamLabelsParser PARSER = new StreamLabelsParser();

  @FuzzTest
  void anyBodyIsStoredOrRefused(byte[] body) throws Exception {
    try (InMemoryLogStore store = new InMemoryLogStore()) {
      PushedEntries entries = new PushedEntries(store, PARSER);
      try {
        PushJson.decode(new ByteArrayInputStream(body), entries);
      } catch (MalformedPushException e) {
        // What was read before counts nevertheless.
      }
      entries.store();
      if (entries.refusedCount() > 0 && entries.reasons().isEmpty()) {
        throw new AssertionError("entries refused without a reason");
      }
    }
  }
}
