package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sends to a room of Matrix: the first message of a group starts a thread, in which what follows
 * answers. The notification's id is the transaction's, so that a server takes one that is repeated
 * after a crash as one.
 *
 * <p>Source: the Matrix client-server interface, version 1.11.
 *
 * @param settings the {@code matrix_config}
 * @param http calls the homeserver
 * @param templates write the texts
 */
record MatrixNotifier(Settings settings, HttpCaller http, NotificationTemplates templates)
    implements Notifier {
  private static final String API = "/_matrix/client/v3/";

  @Override
  public String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException {
    Words words = new Words(templates, notification);
    String base = settings.text("homeserver").replaceAll("/+$", "") + API;
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + Secrets.value(settings, "access_token"));
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("msgtype", "m.text");
    message.put("body", words.text(settings.text("text")));
    message.put("format", "org.matrix.custom.html");
    message.put("formatted_body", words.html(settings.text("html")));
    boolean threads = settings.truth("threads");
    if (threads && !memory.isEmpty()) {
      message.put(
          "m.relates_to",
          Map.of(
              "rel_type",
              "m.thread",
              "event_id",
              memory,
              "is_falling_back",
              true,
              "m.in_reply_to",
              Map.of("event_id", memory)));
    }
    HttpCaller.Answer answer =
        http.put(
            base
                + "rooms/"
                + encoded(room(base, headers))
                + "/send/m.room.message/"
                + encoded(notification.id()),
            message,
            headers);
    return memory.isEmpty() ? answer.text("event_id") : memory;
  }

  /** The id of the room, which is asked for where the configuration has its alias. */
  private String room(String base, Map<String, String> headers)
      throws SendingFailedException, InterruptedException {
    String room = settings.text("room");
    if (!room.startsWith("#")) {
      return room;
    }
    return http.call(
            "GET",
            base + "directory/room/" + encoded(room),
            "",
            new byte[0],
            headers,
            java.time.Duration.ofSeconds(10))
        .text("room_id");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
