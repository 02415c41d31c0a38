package dev.steward.query.logql.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.query.logql.pipeline.JsonReader.ValueType;
import dev.steward.spi.model.Line;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two readers make of lines, shown as text; and that no line makes them fail. */
class ReadersTest {
  private static String json(String line) {
    JsonReader json = new JsonReader();
    StringBuilder read = new StringBuilder();
    if (json.openObject(Line.of(line))) {
      members(json, read);
    }
    return read + (json.problem() == null ? "" : "!");
  }

  private static void members(JsonReader json, StringBuilder read) {
    while (json.nextMember()) {
      read.append(json.key()).append('=');
      if (json.type() == ValueType.OBJECT) {
        read.append('(');
        json.enterMember();
        members(json, read);
        read.append(") ");
      } else if (json.type() == ValueType.ARRAY) {
        read.append("[] ");
      } else {
        read.append(json.value()).append(' ');
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "{}~''",
        "{\"a\":1}~a=1",
        " { \"a\" : -1.5e3 , \"b\":\"x y\" } ~a=-1.5e3 b=x y",
        "{\"a\":{\"b\":{\"c\":true}},\"d\":null}~a=(b=(c=true ) ) d=null",
        "{\"a\":[1,{\"x\":\"]\"},[2]],\"b\":2}~a=[] b=2",
        "{\"q\":\"\\\"\\\\\\u00e9\\n\"} tail~q=\"\\é\n",
        "{\"\\u0061b\":1}~ab=1",
        "{\"a\":\"\\ud800x\"}~a=",
        "{\"a\":\"x\\qy\",\"b\":1}~a= b=1",
        "[1]~!",
        "text~!",
        "{\"a\":1~a=1 !",
        "{\"a\":~!",
        "{\"a\"~!",
        "{\"a\":\"x~!",
        "{\"a\":nope}~!",
        "{\"a\":1 \"b\":2}~!",
        "{a:1}~!",
        "{\"a\":{\"b\":1}~a=(b=1 ) !",
        "{\"a\":[1}~!",
      })
  void readsMembersUpToTheFirstError(String line, String expected) {
    assertEquals(expected, json(line).strip());
  }

  private static String pairs(String line) {
    LogfmtReader logfmt = new LogfmtReader();
    logfmt.open(Line.of(line));
    StringBuilder read = new StringBuilder();
    while (!logfmt.isAtEnd()) {
      if (logfmt.nextPair()) {
        read.append(logfmt.key()).append('=').append(logfmt.value()).append(' ');
      } else if (logfmt.problem() != null) {
        read.append("! ");
      }
    }
    return read.toString().strip();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "a=1 b=2~a=1 b=2",
        "  a=1\tb=x\u0001c=3  ~a=1 b=x c=3",
        "a= b c=\"\"~a= b= c=",
        "a=\"x y\" b=\"q\\\"uo\\u0041\"~a=x y b=q\"uoA",
        "a=b=c d=1~! d=1",
        "=x a=1~! a=1",
        "a\"b=1 c=2~! c=2",
        "a=x\"y c=2~! c=2",
        "a=\"open b=2~!",
        "a=\"x\"b=2~a=x b=2",
        "a=\"x\\qy\" b=2~! b=2",
        "a=\"it\\'s\"~a=it's",
        "größe=3~größe=3",
      })
  void readsPairsAndGoesOnBehindBadOnes(String line, String expected) {
    assertEquals(expected, pairs(line));
  }

  @Test
  void noLineMakesThemFail() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "{}[]\":,=\\ \tau0e-.tnf\u00e9";
    JsonReader json = new JsonReader();
    LogfmtReader logfmt = new LogfmtReader();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] =
            random.nextInt(20) == 0
                ? (byte) random.nextInt(256)
                : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      Line line = Line.wrap(bytes);
      StringBuilder read = new StringBuilder();
      if (json.openObject(line)) {
        members(json, read);
      }
      logfmt.open(line);
      int pairs = 0;
      while (!logfmt.isAtEnd()) {
        read.append(logfmt.nextPair() ? logfmt.key() + logfmt.value() : "");
        assertEquals(true, ++pairs <= bytes.length, () -> "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "a.b-c, a_b_c",
    "9x, _9x",
    "' a ', a",
    "-, _",
    "größe, gr__e",
    "'', ''",
    "ünï, _n_"
  })
  void namesBecomeLabels(String name, String label) {
    assertEquals(label, LabelNames.sanitized(name));
  }
}
