package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Sends a mail with a plain and an HTML text, through the first of several smarthosts that takes
 * it. The notification's id is part of the {@code Message-ID}: one that is repeated after a crash
 * has the same one.
 *
 * @param settings the {@code email_config}
 * @param templates write the texts
 */
record MailNotifier(Settings settings, NotificationTemplates templates) implements Notifier {
  private static final String CONNECT_MILLIS = "5000";
  private static final String READ_MILLIS = "20000";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final String SUBJECT = "{{ template \"email.default.subject\" . }}";
  private static final String IMPLICIT_TLS_PORT = "465";
  private static final int FIRST_PERMANENT = 500;

  @Override
  public String send(Notification notification, String memory) throws SendingFailedException {
    List<String> smarthosts = new ArrayList<>();
    if (settings.has("smarthost")) {
      smarthosts.add(settings.text("smarthost"));
    }
    smarthosts.addAll(settings.texts("smarthosts"));
    SendingFailedException failure = SendingFailedException.permanent("no smarthost");
    List<String> problems = new ArrayList<>();
    for (String smarthost : smarthosts) {
      try {
        sendThrough(smarthost, notification);
        return "";
      } catch (MessagingException e) {
        problems.add(smarthost + ": " + e.getMessage());
        String all = String.join("; ", problems);
        failure =
            isPermanent(e)
                ? SendingFailedException.permanent(all, e)
                : SendingFailedException.temporary(all, e);
      }
    }
    throw failure;
  }

  private static boolean isPermanent(MessagingException failure) {
    for (Exception each = failure; each != null; ) {
      switch (each) {
        case AuthenticationFailedException ignored -> {
          return true;
        }
        case SMTPSendFailedException refused when refused.getReturnCode() >= FIRST_PERMANENT -> {
          return true;
        }
        case SMTPAddressFailedException refused when refused.getReturnCode() >= FIRST_PERMANENT -> {
          return true;
        }
        default -> {}
      }
      each = each instanceof MessagingException chained ? chained.getNextException() : null;
    }
    return false;
  }

  private void sendThrough(String smarthost, Notification notification)
      throws MessagingException, SendingFailedException {
    int colon = smarthost.lastIndexOf(':');
    String host = smarthost.substring(0, colon).replaceAll("[\\[\\]]", "");
    String port = smarthost.substring(colon + 1);
    Session session = Session.getInstance(properties(port));
    MimeMessage message = message(session, notification);
    String username = settings.text("auth_username");
    String password = Secrets.value(settings, "auth_password");
    if (password.isEmpty()) {
      password = Secrets.value(settings, "auth_secret");
    }
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(
          host,
          Integer.parseInt(port),
          username.isEmpty() ? null : username,
          username.isEmpty() ? null : password);
      transport.sendMessage(message, message.getAllRecipients());
    } catch (SendFailedException e) {
      throw e;
    } catch (NumberFormatException e) {
      throw SendingFailedException.permanent(smarthost + ": the port is no number", e);
    }
  }

  private Properties properties(String port) {
    Properties properties = new Properties();
    boolean implicit = settings.truth("force_implicit_tls") || port.equals(IMPLICIT_TLS_PORT);
    properties.put("mail.smtp.connectiontimeout", CONNECT_MILLIS);
    properties.put("mail.smtp.timeout", READ_MILLIS);
    properties.put("mail.smtp.writetimeout", READ_MILLIS);
    properties.put("mail.smtp.auth", String.valueOf(!settings.text("auth_username").isEmpty()));
    properties.put("mail.smtp.starttls.enable", String.valueOf(!implicit));
    properties.put(
        "mail.smtp.starttls.required", String.valueOf(!implicit && settings.truth("require_tls")));
    properties.put("mail.smtp.ssl.enable", String.valueOf(implicit));
    properties.put("mail.smtp.quitwait", "false");
    if (!settings.text("hello").isEmpty()) {
      properties.put("mail.smtp.localhost", settings.text("hello"));
    }
    Settings tls = settings.part("tls_config");
    boolean verified = !tls.truth("insecure_skip_verify");
    properties.put("mail.smtp.ssl.checkserveridentity", String.valueOf(verified));
    if (!verified) {
      properties.put("mail.smtp.ssl.trust", "*");
    } else if (settings.has("tls_config")) {
      properties.put("mail.smtp.ssl.socketFactory", ClientTls.context(tls).getSocketFactory());
    }
    if (!settings.text("auth_identity").isEmpty()) {
      properties.put("mail.smtp.sasl.authorizationid", settings.text("auth_identity"));
    }
    return properties;
  }

  private MimeMessage message(Session session, Notification notification)
      throws MessagingException {
    Words words = new Words(templates, notification);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("From", settings.text("from"));
    headers.put("To", settings.text("to"));
    headers.put("Subject", SUBJECT);
    headers.putAll(settings.textMap("headers"));
    IdentifiedMessage message = new IdentifiedMessage(session, notification.id());
    message.setFrom(InternetAddress.parse(words.line(headers.remove("From")))[0]);
    Address[] to = InternetAddress.parse(words.line(headers.remove("To")));
    message.setRecipients(Message.RecipientType.TO, to);
    message.setSubject(oneLine(words.line(headers.remove("Subject"))), UTF_8);
    message.setSentDate(Date.from(notification.now()));
    for (Map.Entry<String, String> header : headers.entrySet()) {
      message.setHeader(header.getKey(), oneLine(words.line(header.getValue())));
    }
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setContent(content(words));
    message.saveChanges();
    return message;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  private MimeMultipart content(Words words) throws MessagingException {
    MimeMultipart parts = new MimeMultipart("alternative");
    if (!settings.text("text").isEmpty()) {
      MimeBodyPart text = new MimeBodyPart();
      text.setText(words.text(settings.text("text")), UTF_8, "plain");
      parts.addBodyPart(text);
    }
    if (!settings.text("html").isEmpty()) {
      MimeBodyPart html = new MimeBodyPart();
      html.setText(words.html(settings.text("html")), UTF_8, "html");
      parts.addBodyPart(html);
    }
    return parts;
  }

  /** Keeps the id that it was given: the library would make up a new one. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@steward>");
    }
  }
}
