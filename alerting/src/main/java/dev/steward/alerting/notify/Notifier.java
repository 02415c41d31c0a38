package dev.steward.alerting.notify;

/**
 * A way to tell people of alerts. Implementations are safe for any thread, and give up by
 * themselves after a time that is short beside {@code group_interval}.
 */
@FunctionalInterface
public interface Notifier {
  /**
   * Sends a notification, once.
   *
   * @param memory what the last sending for the same group returned; empty at the first, and once
   *     the group was all resolved
   * @return what the next sending for the same group is to know, such as the message to answer to
   * @throws SendingFailedException if nobody took it
   * @throws InterruptedException if the thread was interrupted; whether it was taken is unknown
   */
  String send(Notification notification, String memory)
      throws SendingFailedException, InterruptedException;
}
