package dev.steward.server.reload;

import dev.steward.server.security.PlainAnswer;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Reads the configuration anew; asks for the administrator's token. */
@RestController
final class ReloadDoor {
  private final Reloads reloads;

  ReloadDoor(Reloads reloads) {
    this.reloads = reloads;
  }

  @RequestMapping(
      path = "/-/reload",
      method = {RequestMethod.POST, RequestMethod.PUT})
  void reload(HttpServletResponse response) throws IOException {
    try {
      reloads.reload();
      response.setStatus(HttpServletResponse.SC_OK);
    } catch (StewardException e) {
      PlainAnswer.send(
          response,
          HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
          "failed to reload config: " + e.getMessage());
    }
  }
}
