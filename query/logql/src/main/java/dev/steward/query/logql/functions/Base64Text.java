package dev.steward.query.logql.functions;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.OptionalInt;

/** Base64 as Go reads it: line ends are skipped, padding is required, loose bits are ignored. */
final class Base64Text {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private Base64Text() {}

  /** The text that is encoded; where it is not, Go's words for why, as clients expect of it. */
  static String decoded(String encoded) {
    OptionalInt illegal = illegalPosition(encoded);
    return illegal.isPresent()
        ? "illegal base64 data at input byte " + illegal.getAsInt()
        : new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** Where Go finds the text wrong, in bytes from 0. */
  private static OptionalInt illegalPosition(String encoded) {
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    int inGroup = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte b = bytes[at];
      if (b == '=') {
        return illegalPadding(bytes, at, inGroup);
      }
      if (b >= 0 && ALPHABET.indexOf(b) >= 0) {
        inGroup = (inGroup + 1) % 4;
      } else if (b != '\n' && b != '\r') {
        return OptionalInt.of(at);
      }
    }
    return inGroup == 0 ? OptionalInt.empty() : OptionalInt.of(bytes.length - inGroup);
  }

  private static OptionalInt illegalPadding(byte[] bytes, int first, int inGroup) {
    if (inGroup < 2) {
      return OptionalInt.of(first);
    }
    int at = withoutLineEnds(bytes, first + 1);
    if (inGroup == 2) {
      if (at == bytes.length) {
        return OptionalInt.of(bytes.length);
      }
      if (bytes[at] != '=') {
        return OptionalInt.of(at - 1);
      }
      at = withoutLineEnds(bytes, at + 1);
    }
    return at < bytes.length ? OptionalInt.of(at) : OptionalInt.empty();
  }

  private static int withoutLineEnds(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && (bytes[at] == '\n' || bytes[at] == '\r')) {
      at++;
    }
    return at;
  }
}
