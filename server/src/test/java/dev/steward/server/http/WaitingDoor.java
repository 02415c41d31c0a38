package dev.steward.server.http;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For tests: a query that finds nothing and never ends by itself. */
@RestController
final class WaitingDoor {
  /** How each query ended. */
  static final BlockingQueue<String> ENDS = new LinkedBlockingQueue<>();

  private final QueryLimits limits;

  WaitingDoor(QueryLimits limits) {
    this.limits = limits;
  }

  @GetMapping("/test/waiting")
  void waiting(HttpServletResponse response) throws InterruptedException {
    QueryContext context = limits.newContext();
    ENDS.add("began");
    try {
      while (true) {
        context.checkpoint();
        Thread.sleep(5);
      }
    } catch (StewardException e) {
      ENDS.add(e.code().name());
      response.setStatus(e.code().httpStatus());
    }
  }
}
