package dev.steward.alerting.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.configuration.ConfigurationReader;
import dev.steward.alerting.configuration.Receiver;
import dev.steward.spi.model.Labels;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.OnDebian;
import dev.steward.testkit.plugin.RealHost;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Mail goes through a real Postfix, which asks for TLS and a password. */
final class PostfixTest {
  private static final String PASSWORD = "correct horse";

  private static void setUp(RealHost host) {
    host.install("postfix", "sasl2-bin", "libsasl2-modules", "libsasl2-modules-db", "ssl-cert");
    host.shell("useradd --create-home admin").orFail();
    host.shell(
            "mkdir -p /etc/postfix/sasl && cat >/etc/postfix/sasl/smtpd.conf <<'X'\n"
                + "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nX\n"
                + "echo '"
                + PASSWORD
                + "' | saslpasswd2 -p -c -u steward.test steward\n"
                + "chgrp postfix /etc/sasldb2; chmod 640 /etc/sasldb2\n"
                + "postconf myhostname=steward.test mydestination=steward.test inet_interfaces=all"
                + " inet_protocols=ipv4 smtpd_sasl_auth_enable=yes smtpd_sasl_local_domain=steward.test"
                + " smtpd_tls_security_level=may smtpd_tls_auth_only=yes"
                + " smtpd_tls_cert_file=/etc/ssl/certs/ssl-cert-snakeoil.pem"
                + " smtpd_tls_key_file=/etc/ssl/private/ssl-cert-snakeoil.key"
                + " 'smtpd_recipient_restrictions=permit_sasl_authenticated,reject'"
                + " 'smtpd_relay_restrictions=permit_sasl_authenticated,reject'\n"
                + "postconf -F smtp/inet/chroot=n\n"
                + "systemctl restart postfix")
        .orFail();
    host.await("Postfix listens", Duration.ofSeconds(30), "ss -ltn | grep -q ':25 '");
  }

  private static Notifier notifier(String smarthosts, String more) {
    String text =
        """
        global: {smtp_from: 'Steward <steward@steward.test>', smtp_hello: steward.test%s}
        route: {receiver: mail}
        receivers:
        - name: mail
          email_configs:
          - to: admin@steward.test
            smarthosts: [%s]
            headers: {Subject: 'Grüße: {{ .GroupLabels.host }}', X-Team: web}
        """
            .formatted(more, smarthosts);
    var configuration = ConfigurationReader.parse("am.yml", text, Path.of("/"));
    Receiver receiver = Objects.requireNonNull(configuration.receivers().get("mail"));
    return new Notifiers(NotificationTemplates.load(List.of(), Clock.systemUTC()))
        .of(receiver.integrations().getFirst());
  }

  private static Notification notification() {
    Instant now = Instant.now();
    Labels labels = Labels.of("alertname", "DiskFull", "host", "mx1");
    Alert alert =
        Alert.of(
            new PostedAlert(labels, Map.of("summary", "<b>full</b> & ölig"), now, null, ""),
            now,
            Duration.ofMinutes(5));
    return new Notification("id-1", "mail", "{}:{}", labels, List.of(alert), now, "http://steward");
  }

  private static SendingFailedException failure(Notifier notifier) {
    return assertThrows(SendingFailedException.class, () -> notifier.send(notification(), ""));
  }

  @OnDebian(DebianRelease.TRIXIE)
  void mailArrivesThroughTheFirstSmarthostThatTakesIt(RealHost host) throws Exception {
    setUp(host);
    String address = host.address() + ":25";
    String login = ", smtp_auth_username: steward, smtp_auth_password: ";
    String trusting = ", smtp_tls_config: {insecure_skip_verify: true}";

    notifier(host.address() + ":1, " + address, login + PASSWORD + trusting)
        .send(notification(), "");

    host.await("the mail arrives", Duration.ofSeconds(30), "test -s /var/mail/admin");
    String mail = host.read("/var/mail/admin");
    assertTrue(mail.contains("Message-ID: <id-1@steward>"), mail);
    assertTrue(mail.contains("From: Steward <steward@steward.test>"), mail);
    assertTrue(mail.contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe:_mx1?="), mail);
    assertTrue(mail.contains("X-Team: web"), mail);
    assertTrue(mail.contains("multipart/alternative"), mail);
    assertTrue(mail.contains("text/plain; charset=UTF-8"), mail);
    assertTrue(mail.contains("text/html; charset=UTF-8"), mail);
    assertTrue(mail.contains("ESMTPSA"), "TLS and a password: " + mail);
    assertTrue(mail.contains("&lt;b&gt;full&lt;/b&gt; &amp;"), mail);

    SendingFailedException untrusted = failure(notifier(address, login + PASSWORD));
    assertTrue(untrusted.isTemporary(), untrusted.toString());
    SendingFailedException wrong = failure(notifier(address, login + "wrong" + trusting));
    assertFalse(wrong.isTemporary(), wrong.toString());
    SendingFailedException nobody = failure(notifier(address, trusting));
    assertFalse(nobody.isTemporary(), nobody.toString());
    assertEquals(1, host.read("/var/mail/admin").split("Message-ID:", -1).length - 1);
  }
}
