package dev.steward.collector.check;

import java.time.Duration;

/**
 * A check and when to make it.
 *
 * @param name the label {@code check}
 * @param kind the label {@code job} is {@code blackbox} or {@code nagios}; the kind says which way
 *     it is: tcp, tls, http, dns, icmp, smtp, imap or command
 * @param target what is looked at, the label {@code instance}
 * @param every from look to look
 * @param timeout how long a look may take; at most {@code every}
 * @param check how to look
 */
record CheckSpec(
    String name, String kind, String target, Duration every, Duration timeout, Check check) {
  String job() {
    return kind.equals(CheckKind.COMMAND) ? "nagios" : "blackbox";
  }
}
