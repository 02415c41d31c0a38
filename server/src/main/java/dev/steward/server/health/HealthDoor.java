package dev.steward.server.health;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The health addresses that Prometheus ({@code /-/...}) and Loki ({@code /ready}) have. */
@RestController
final class HealthDoor {
  private final Readiness readiness;

  HealthDoor(Readiness readiness) {
    this.readiness = readiness;
  }

  @GetMapping(path = "/ready", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> ready() {
    return readiness.isReady() ? ResponseEntity.ok("ready\n") : notReady();
  }

  @GetMapping(path = "/-/ready", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> readyAsPrometheus() {
    return readiness.isReady() ? ResponseEntity.ok("Steward Server is Ready.\n") : notReady();
  }

  @GetMapping(path = "/-/healthy", produces = MediaType.TEXT_PLAIN_VALUE)
  String healthy() {
    return "Steward Server is Healthy.\n";
  }

  private static ResponseEntity<String> notReady() {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("not ready\n");
  }
}
