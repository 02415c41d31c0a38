package dev.steward.query.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDateLayoutTest {
  private static final ZonedDateTime DATE =
      ZonedDateTime.of(2024, 3, 7, 15, 4, 9, 120_000_000, ZoneOffset.UTC);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      value = {
        "2006-01-02T15:04:05Z07:00~2024-03-07T15:04:09Z",
        "2006-01-02T15:04:05.000Z07:00~2024-03-07T15:04:09.120Z",
        "2006-01-02T15:04:05.999999999Z07:00~2024-03-07T15:04:09.12Z",
        "Mon, 02 Jan 2006 15:04:05 MST~Thu, 07 Mar 2024 15:04:09 UTC",
        "Monday, January 2 2006~Thursday, March 7 2024",
        "3:04PM 03:04:05 pm~3:04PM 03:04:09 pm",
        "06/1/_2 002 -0700 -07:00~24/3/ 7 067 +0000 +00:00",
        "Jan 2nd~Mar 7nd",
        "no date~no date",
      })
  void formats(String layout, String expected) {
    assertEquals(expected, new GoDateLayout(layout).format(DATE));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '~',
      value = {
        "2006-01-02T15:04:05Z07:00~2024-03-07T15:04:09+02:00~2024-03-07T13:04:09Z",
        "2006-01-02T15:04:05Z07:00~2024-03-07T15:04:09.5Z~2024-03-07T15:04:09.5Z",
        "2006-01-02 15:04:05~2024-07-07 15:04:09~2024-07-07T13:04:09Z",
        "Jan 2 2006 3:04PM~Mar 7 2024 3:04PM~2024-03-07T14:04:00Z",
        "02/Jan/2006:15:04:05 -0700~07/Mar/2024:15:04:09 +0000~2024-03-07T15:04:09Z",
        "2006 002~2024 067~2024-03-06T23:00:00Z",
      })
  void readsInAZone(String layout, String text, String instant) {
    ZonedDateTime read =
        GoDateReader.read(new GoDateLayout(layout), text, ZoneId.of("Europe/Berlin"));
    assertEquals(java.time.Instant.parse(instant), read.toInstant());
  }

  @Test
  void textOfAnotherFormIsAnError() {
    GoDateLayout layout = new GoDateLayout("2006-01-02");
    for (String text : new String[] {"", "2024-13-01", "2024-1-1", "2024-01-01x", "yesterday"}) {
      assertThrows(
          FunctionFailure.class, () -> GoDateReader.read(layout, text, ZoneOffset.UTC), text);
    }
  }
}
