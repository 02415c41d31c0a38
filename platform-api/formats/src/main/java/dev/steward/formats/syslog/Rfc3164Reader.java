package dev.steward.formats.syslog;

/**
 * Reads a header of RFC 3164, after its priority, with what devices put before, between and instead
 * of its parts. For one thread.
 */
final class Rfc3164Reader {
  private static final int MAX_PREFIXES = 4;
  private static final int MAX_SEQUENCE_DIGITS = 12;

  private final StampReader stamps;
  private final TextCache texts;
  private final HostReader hosts;
  private final TagReader tags;

  Rfc3164Reader(StampReader stamps, TextCache texts, HostReader hosts, TagReader tags) {
    this.stamps = stamps;
    this.texts = texts;
    this.hosts = hosts;
    this.tags = tags;
  }

  /** Reads a header; says whether there was a stamp. */
  boolean read(Draft draft, boolean hasPriority) {
    int from = draft.at;
    draft.skipSpaces();
    boolean hostBefore = false;
    boolean stamped = isStamp(draft, draft.at);
    if (!stamped) {
      prefixes(draft);
      hostBefore = hostBeforeStamp(draft);
      stamped = isStamp(draft, draft.at);
    }
    if (stamped) {
      draft.timestampNanos = stamps.nanos();
      draft.at = stamps.end();
      afterStamp(draft, hostBefore);
    } else if (hasPriority) {
      withoutStamp(draft);
    } else {
      draft.at = from;
    }
    return stamped;
  }

  /** Cisco's sequence numbers, uptime and origin, each with a colon after it. */
  private void prefixes(Draft draft) {
    for (int count = 0; count < MAX_PREFIXES; count++) {
      int end = draft.tokenEnd(draft.at);
      if (end - draft.at < 2 || end == draft.end || draft.bytes[end - 1] != ':') {
        return;
      }
      int next = end + 1;
      boolean beforeMnemonic = draft.is(next, '%');
      if (isSequence(draft, draft.at, end - 1)) {
        draft.add("", "sequence", texts.text(draft.bytes, draft.at, end - 1));
      } else if (beforeMnemonic && PriorityReader.isDigit(draft.bytes[draft.at])) {
        draft.add("", "uptime", texts.text(draft.bytes, draft.at, end - 1));
      } else if (HostReader.isHost(draft, draft.at, end - 1)
          && (beforeMnemonic || isStamp(draft, next))) {
        hosts.take(draft, draft.at, end - 1);
      } else {
        return;
      }
      draft.at = next;
      draft.skipSpaces();
    }
  }

  private static boolean isSequence(Draft draft, int from, int to) {
    if (to == from || to - from > MAX_SEQUENCE_DIGITS) {
      return false;
    }
    for (int position = from; position < to; position++) {
      if (!PriorityReader.isDigit(draft.bytes[position])) {
        return false;
      }
    }
    return true;
  }

  private boolean isStamp(Draft draft, int from) {
    return stamps.readAny(draft.bytes, from, draft.end, draft.receiveTimeNanos);
  }

  /** A host without a colon before the stamp. */
  private boolean hostBeforeStamp(Draft draft) {
    int end = draft.tokenEnd(draft.at);
    if (end + 9 > draft.end
        || isStamp(draft, draft.at)
        || !HostReader.isHost(draft, draft.at, end)
        || !isStamp(draft, end + 1)) {
      return false;
    }
    hosts.take(draft, draft.at, end);
    draft.at = end + 1;
    return true;
  }

  private void afterStamp(Draft draft, boolean hostBefore) {
    boolean colon = draft.is(draft.at, ':');
    draft.at += colon ? 1 : 0;
    draft.skipSpaces();
    if (!colon && !hostBefore && !isColonBeforeMnemonic(draft)) {
      int token = draft.tokenEnd(draft.at);
      if (!tags.isTagWithColon(draft, draft.at) && !isTagWithProcid(draft, token)) {
        hosts.read(draft);
        doubledHeader(draft);
      }
    }
    if (isColonBeforeMnemonic(draft)) {
      draft.at++;
      draft.skipSpaces();
    }
    tags.read(draft);
  }

  /** {@code app[12]} is no host, even without a colon. */
  private static boolean isTagWithProcid(Draft draft, int tokenEnd) {
    if (draft.at == tokenEnd || draft.bytes[tokenEnd - 1] != ']' || draft.is(draft.at, '[')) {
      return false;
    }
    for (int position = draft.at; position < tokenEnd; position++) {
      if (draft.bytes[position] == '[') {
        return true;
      }
    }
    return false;
  }

  /** {@code : %ASA-6-302013}, as firewalls write where others write a host. */
  private static boolean isColonBeforeMnemonic(Draft draft) {
    return draft.is(draft.at, ':') && draft.is(draft.at + 1, ' ') && draft.is(draft.at + 2, '%');
  }

  /** A relay's stamp and host before the sender's own; the sender's are the true ones. */
  private void doubledHeader(Draft draft) {
    if (!StampReader.looksLikeMonthName(draft.bytes, draft.at, draft.end)
        || !isStamp(draft, draft.at)) {
      return;
    }
    long innerNanos = stamps.nanos();
    int hostAt = stamps.end();
    while (draft.is(hostAt, ' ')) {
      hostAt++;
    }
    int hostEnd = draft.tokenEnd(hostAt);
    if (HostReader.isHost(draft, hostAt, hostEnd) && tags.isTagWithColon(draft, hostEnd + 1)) {
      draft.add("", "relay", draft.host);
      draft.timestampNanos = innerNanos;
      hosts.take(draft, hostAt, hostEnd);
      draft.at = hostEnd + 1;
    }
  }

  private void withoutStamp(Draft draft) {
    if (isColonBeforeMnemonic(draft)) {
      draft.at += 2;
    }
    int end = draft.tokenEnd(draft.at);
    boolean hostBeforeTag =
        !tags.isTagWithColon(draft, draft.at)
            && HostReader.isHost(draft, draft.at, end)
            && isTagWithProcidAndColon(draft, end + 1);
    if (hostBeforeTag) {
      hosts.read(draft);
    }
    if (!isKeyValue(draft, end)) {
      tags.read(draft);
    }
  }

  private boolean isTagWithProcidAndColon(Draft draft, int from) {
    int end = draft.tokenEnd(from);
    return end - from > 3
        && draft.bytes[end - 1] == ':'
        && draft.bytes[end - 2] == ']'
        && tags.isTagWithColon(draft, from);
  }

  /** {@code date=2026-11-20 time=…}, as FortiGate writes right after the priority. */
  private static boolean isKeyValue(Draft draft, int tokenEnd) {
    for (int position = draft.at; position < tokenEnd; position++) {
      if (draft.bytes[position] == '=') {
        return true;
      }
    }
    return false;
  }
}
