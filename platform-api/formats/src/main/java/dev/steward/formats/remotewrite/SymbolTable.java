package dev.steward.formats.remotewrite;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * The texts that a 2.0 request refers to by number. They stay in the request; each is hashed once.
 * For one thread, until the next request.
 */
public final class SymbolTable {
  private static final long DOMAIN = 2;

  private final byte[] bytes;
  private final KeyedHash.State hash;
  private int size;
  private int[] offsets = new int[256];
  private int[] lengths = new int[256];
  private long[] highs = new long[256];
  private long[] lows = new long[256];

  SymbolTable(byte[] bytes, KeyedHash hash) {
    this.bytes = bytes;
    this.hash = hash.start();
  }

  void add(MessageReader reader) throws MalformedMessageException {
    int length = reader.length();
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
      highs = Arrays.copyOf(highs, size * 2);
      lows = Arrays.copyOf(lows, size * 2);
    }
    offsets[size] = reader.position();
    lengths[size] = length;
    hash.reset(DOMAIN);
    hash.add(bytes, reader.position(), length);
    highs[size] = hash.high();
    lows[size] = hash.low();
    size++;
    reader.moveTo(reader.position() + length);
  }

  boolean has(int symbol) {
    return symbol >= 0 && symbol < size;
  }

  boolean isEmpty(int symbol) {
    return lengths[symbol] == 0;
  }

  int offset(int symbol) {
    return offsets[symbol];
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  long high(int symbol) {
    return highs[symbol];
  }

  long low(int symbol) {
    return lows[symbol];
  }

  byte[] bytes() {
    return bytes;
  }

  /** A number that stands for a text: equal texts have equal numbers, in every request. */
  public long fingerprint(int symbol) {
    return has(symbol) ? lows[symbol] : 0;
  }

  /** A text; empty where there is no such symbol, or it is not UTF-8. */
  public String text(int symbol) {
    if (!has(symbol)) {
      return "";
    }
    try {
      return MessageReader.text(bytes, offsets[symbol], lengths[symbol]);
    } catch (CharacterCodingException e) {
      return "";
    }
  }
}
