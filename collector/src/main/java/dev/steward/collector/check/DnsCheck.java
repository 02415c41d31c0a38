package dev.steward.collector.check;

import dev.steward.configuration.HostPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.IDN;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Asks a name server for a name and expects an answer. Source: RFC 1035.
 *
 * @param server whom to ask
 * @param name what for
 * @param type of the records
 */
record DnsCheck(HostPort server, String name, String type) implements Check {
  private static final Map<String, Integer> TYPES =
      Map.of("A", 1, "NS", 2, "CNAME", 5, "SOA", 6, "PTR", 12, "MX", 15, "TXT", 16, "AAAA", 28);

  /** A server's response codes 0 to 5 in words. Source: RFC 1035, section 4.1.1 (RCODE). */
  private static final List<String> CODES =
      List.of(
          "no error",
          "format error",
          "server failure",
          "no such name",
          "not implemented",
          "refused");

  private static final int HEADER_BYTES = 12;
  private static final int MAX_LABEL_BYTES = 63;
  private static final SecureRandom RANDOM = new SecureRandom();

  static DnsCheck parse(Map<String, String> entry) {
    String type = entry.getOrDefault("type", "A").toUpperCase(Locale.ROOT);
    String name = IDN.toASCII(entry.getOrDefault("query", ""));
    boolean sound =
        TYPES.containsKey(type)
            && !name.isEmpty()
            && name.length() < 255
            && List.of(name.split("\\.")).stream()
                .allMatch(label -> !label.isEmpty() && label.length() <= MAX_LABEL_BYTES);
    if (!sound) {
      throw new IllegalArgumentException(
          "check: dns: query "
              + name
              + ", type "
              + type
              + " (expected: query, a name; type, one of "
              + TYPES.keySet()
              + ")");
    }
    return new DnsCheck(HostPort.parse(entry.getOrDefault("dns", "")), name, type);
  }

  @Override
  public void run(CheckResult result) throws IOException {
    InetAddress address = CheckAddress.resolve(server.host(), result);
    short id = (short) RANDOM.nextInt();
    byte[] question = question(id);
    ByteBuffer answer = ByteBuffer.allocate(65_535);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address, server.port());
      socket.send(new DatagramPacket(question, question.length));
      do {
        socket.setSoTimeout(result.deadline().millisLeft());
        DatagramPacket packet = new DatagramPacket(answer.array(), answer.capacity());
        socket.receive(packet);
        answer.position(0).limit(packet.getLength());
      } while (answer.limit() < HEADER_BYTES || answer.getShort(0) != id);
    }
    judge(answer, result);
  }

  private byte[] question(short id) {
    ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + name.length() + 2 + 4);
    // One question, recursion desired.
    message.putShort(id).putShort((short) 0x0100).putShort((short) 1);
    message.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    for (String label : name.split("\\.")) {
      message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    message.put((byte) 0).putShort((short) (int) TYPES.getOrDefault(type, 1)).putShort((short) 1);
    byte[] bytes = new byte[message.position()];
    message.flip().get(bytes);
    return bytes;
  }

  private void judge(ByteBuffer answer, CheckResult result) throws IOException {
    int code = answer.getShort(2) & 15;
    int answers = Short.toUnsignedInt(answer.getShort(6));
    boolean succeeded = code == 0 && answers > 0;
    result.gauge("probe_dns_query_succeeded", "Whether there was an answer.", succeeded ? 1 : 0);
    result.gauge("probe_dns_answer_rrs", "Records of the answer.", answers);
    result.gauge(
        "probe_dns_authority_rrs",
        "Records of the authority.",
        Short.toUnsignedInt(answer.getShort(8)));
    result.gauge(
        "probe_dns_additional_rrs",
        "Additional records.",
        Short.toUnsignedInt(answer.getShort(10)));
    if (!succeeded) {
      String reason = code < CODES.size() ? CODES.get(code) : "code " + code;
      throw new IOException(
          server + ": " + name + ": " + (code == 0 ? "no " + type + " record" : reason));
    }
  }
}
