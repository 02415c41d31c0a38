package dev.steward.server.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

final class StartingDoorTest {
  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  private static int status(HttpClient client, InetSocketAddress address, String path)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  void whoAsksWhileTheServerStartsHearsThatItIsNotReady() throws Exception {
    InetSocketAddress address = freeAddress();
    try (HttpClient client = HttpClient.newHttpClient();
        StartingDoor door = StartingDoor.open(address)) {
      assertEquals(503, status(client, address, "/-/ready"));
      assertEquals(503, status(client, address, "/api/v1/query?query=1"));
      assertEquals(200, status(client, address, "/-/healthy"));
      door.start();
      assertThrows(IOException.class, () -> status(client, address, "/-/ready"));
      try (ServerSocket next = new ServerSocket()) {
        next.bind(address);
      }
    }
  }

  @Test
  void aTakenAddressIsSaidAtOnce() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
      assertThrows(IOException.class, () -> StartingDoor.open(address).close());
    }
  }
}
