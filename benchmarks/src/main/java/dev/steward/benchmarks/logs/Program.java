package dev.steward.benchmarks.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A program and the shapes of its messages: words, with marks where something varies. */
final class Program {
  /**
   * One message.
   *
   * @param priority facility and severity as RFC 5424 packs them
   * @param text the message
   */
  record Message(int priority, String text) {}

  private static final String[][] KNOWN = {
    {
      "sshd",
      "Failed password for {user} from {ip} port {port} ssh2",
      "Failed password for invalid user {user} from {ip} port {port} ssh2",
      "Invalid user {user} from {ip} port {port}",
      "Connection closed by authenticating user {user} {ip} port {port} [preauth]",
      "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost={ip}"
          + "  user={user}",
      "reverse mapping checking getaddrinfo for {domain} [{ip}] failed - POSSIBLE BREAK-IN ATTEMPT!",
      "Accepted publickey for {user} from {ip} port {port} ssh2: ED25519 SHA256:{token}",
      "Received disconnect from {ip} port {port}:11: Bye Bye [preauth]"
    },
    {
      "nginx",
      "{ip} - - \"GET /{path}/{number} HTTP/1.1\" {status} {size} \"-\" \"{agent}\" {small}ms",
      "{ip} - {user} \"POST /api/v2/{path} HTTP/1.1\" {status} {size} \"-\" \"{agent}\" {small}ms",
      "{ip} - - \"GET /static/{hex8}.js HTTP/2.0\" {status} {size} \"-\" \"{agent}\" {small}ms"
    },
    {
      "postfix/smtpd",
      "connect from {domain}[{ip}]",
      "disconnect from {domain}[{ip}] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5",
      "{queue}: client={domain}[{ip}]",
      "NOQUEUE: reject: RCPT from {domain}[{ip}]: 554 5.7.1 <{user}@{domain}>: Relay access denied;"
          + " from=<{user}@{domain}> to=<{user}@{domain}> proto=ESMTP helo=<{domain}>"
    },
    {
      "postfix/qmgr",
      "{queue}: from=<{user}@{domain}>, size={size}, nrcpt=1 (queue active)",
      "{queue}: removed"
    },
    {
      "dovecot",
      "imap-login: Login: user=<{user}>, method=PLAIN, rip={ip}, lip=192.0.2.9, mpid={port}, TLS,"
          + " session=<{token}>",
      "imap({user})<{port}><{token}>: Disconnected: Logged out in={size} out={size} deleted=0"
          + " expunged=0 trashed=0 hdr_count={small} hdr_bytes={size}"
    },
    {
      "systemd",
      "Started session-{number}.scope - Session {number} of User {user}.",
      "Starting {path}.service - {path} housekeeping...",
      "{path}.service: Deactivated successfully.",
      "Finished {path}.service - {path} housekeeping.",
      "{path}.service: Consumed {small}.{small}s CPU time."
    },
    {
      "CRON",
      "({user}) CMD (/usr/lib/{path}/run --quiet --job {small})",
      "pam_unix(cron:session): session opened for user {user}(uid={small}) by {user}(uid=0)",
      "pam_unix(cron:session): session closed for user {user}"
    },
    {
      "kernel",
      "[{number}.{number}] {path}{small}: link becomes ready",
      "[{number}.{number}] [UFW BLOCK] IN=eth0 OUT= MAC={hex8}:{hex8} SRC={ip} DST=192.0.2.9"
          + " LEN={small} TOS=0x00 PREC=0x00 TTL={small} ID={port} PROTO=TCP SPT={port} DPT={port}"
          + " WINDOW=1024 RES=0x00 SYN URGP=0",
      "[{number}.{number}] audit: type=1400 audit({number}.{small}:{small}): apparmor=\"DENIED\""
          + " operation=\"open\" profile=\"{path}\" pid={port} comm=\"{path}\""
    },
    {
      "dhclient",
      "DHCPREQUEST for 192.168.{small}.{small} on eth0 to 192.168.1.1 port 67",
      "DHCPACK of 192.168.{small}.{small} from 192.168.1.1 (xid=0x{hex8})",
      "bound to 192.168.{small}.{small} -- renewal in {number} seconds."
    },
    {
      "dockerd",
      "time=\"{stamp}\" level=info msg=\"ignoring event\" container={hex64}"
          + " module=libcontainerd namespace=moby topic=/tasks/delete type=\"*events.TaskDelete\"",
      "time=\"{stamp}\" level=warning msg=\"cleaning up after shim disconnected\" id={hex64}"
          + " namespace=moby"
    },
    {
      "postgres",
      "[{port}] LOG:  duration: {small}.{small} ms  statement: SELECT * FROM {path} WHERE"
          + " id = {number}",
      "[{port}] LOG:  checkpoint complete: wrote {number} buffers ({small}.1%);"
          + " 0 WAL file(s) added, {small} removed, 0 recycled"
    },
  };
  private static final String[] WORDS = {
    "request", "worker", "queue", "session", "cache", "finished", "started", "timeout", "retrying",
    "connection", "upstream", "backend", "task", "scheduled", "block", "index", "flush", "handler",
    "loaded", "config", "reloading", "peer", "sync", "transfer", "accepted", "rejected", "lookup",
    "token", "expired", "renewed", "heartbeat", "missed", "replica", "leader", "election", "event",
    "stream", "closed", "opened", "metrics", "pushed", "user", "profile", "updated", "deleted"
  };
  private static final String[] MARKS = {
    "{number}", "{small}", "{small}", "{ip}", "{hex8}", "{port}", "{user}", "{path}", "{size}"
  };

  private final String name;
  private final List<String> shapes;
  private final int facility;

  private Program(String name, List<String> shapes, int facility) {
    this.name = name;
    this.shapes = shapes;
    this.facility = facility;
  }

  static Program of(int number, Random random) {
    if (number < KNOWN.length) {
      List<String> shapes = new ArrayList<>(List.of(KNOWN[number]));
      return new Program(shapes.removeFirst(), shapes, 3 + number % 8);
    }
    List<String> shapes = new ArrayList<>();
    for (int i = 4 + random.nextInt(14); i > 0; i--) {
      shapes.add(shape(random));
    }
    String name = WORDS[number % WORDS.length] + "-" + WORDS[number * 7 % WORDS.length] + "d";
    return new Program(name + number, shapes, 16 + number % 8);
  }

  private static String shape(Random random) {
    StringBuilder shape = new StringBuilder();
    int words = 4 + random.nextInt(7);
    for (int i = 0; i < words; i++) {
      shape.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
      if (random.nextInt(4) == 0) {
        shape.append('=').append(MARKS[random.nextInt(MARKS.length)]);
      } else if (random.nextInt(12) == 0) {
        shape.append(':');
      }
    }
    return shape.toString();
  }

  static String hostName(int host) {
    String[] kinds = {"web", "mx", "db", "git", "build"};
    return kinds[host % kinds.length] + (host / kinds.length + 1) + ".lan";
  }

  String name() {
    return name;
  }

  /** Whether each message comes from a process of its own. */
  boolean forks() {
    return name.equals("sshd") || name.equals("CRON") || name.startsWith("postfix/smtpd");
  }

  Message message(Random random) {
    int picked = (int) (shapes.size() * random.nextDouble() * random.nextDouble());
    int severity = shapes.get(picked).contains("ailed") ? 4 : picked % 5 == 4 ? 3 : 6;
    return new Message(facility * 8 + severity, Values.fill(shapes.get(picked), random));
  }
}
