package dev.steward.formats.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class JournalExportFuzzTest {
  @FuzzTest
  void anyBytesGiveTheSameEntriesWhateverTheirPieces(byte[] bytes) {
    List<String> whole = new ArrayList<>();
    new JournalExportReader().feed(bytes, 0, bytes.length, entry -> whole.add(text(entry)));
    List<String> single = new ArrayList<>();
    JournalExportReader reader = new JournalExportReader();
    for (int i = 0; i < bytes.length; i++) {
      reader.feed(bytes, i, 1, entry -> single.add(text(entry)));
    }
    assertEquals(whole, single);
  }

  private static String text(JournalEntry entry) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < entry.fields(); i++) {
      assertTrue(entry.valueEnd(i) - entry.valueStart(i) <= JournalExportReader.MAX_VALUE_BYTES);
      text.append(entry.name(i)).append('=').append(entry.value(i)).append('\n');
    }
    return text.toString();
  }
}
