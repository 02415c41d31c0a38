package dev.steward.server.http;

import dev.steward.spi.store.QueryContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the queries of clients that went away: work for nobody stops.
 *
 * <p>A servlet learns that its client is gone only when it writes, and a long query writes at its
 * end. So while a request's queries run, its connection is asked from time to time for input
 * without waiting: the end of input means that the client closed it. (Go's HTTP server does the
 * same, so Loki and Prometheus do.) Input that is there belongs to the client's next request and
 * stays in the connection's buffer.
 *
 * <p>A request's own lock keeps the question from a connection that serves the next request.
 */
final class ClientWatch extends ValveBase {
  private static final int ASK_MILLIS = 300;

  /** What {@code available} says after the end of input, instead of throwing. */
  private static final int END_OF_INPUT = 1;

  private static final ScopedValue<Watched> CURRENT = ScopedValue.newInstance();

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private @Nullable ScheduledExecutorService timer;

  ClientWatch() {
    super(true);
  }

  /** Cancels a query when the client of the current request, if there is one, goes away. */
  static void add(QueryContext query) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(query);
    }
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Watched current = new Watched(request.getCoyoteRequest());
    try {
      ScopedValue.where(CURRENT, current)
          .call(() -> {
            getNext().invoke(request, response);
            return true;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    } finally {
      current.end();
    }
  }

  /** A request and its queries. */
  private final class Watched {
    private final org.apache.coyote.Request connection;

    /** Guarded by this. */
    private final List<QueryContext> queries = new ArrayList<>();

    private boolean ended;
    private boolean seemedGone;

    private Watched(org.apache.coyote.Request connection) {
      this.connection = connection;
    }

    synchronized void add(QueryContext query) {
      queries.add(query);
      watched.add(this);
    }

    synchronized void end() {
      ended = true;
      watched.remove(this);
    }

    /** A single byte of a next request looks like the end once; the end looks so twice. */
    synchronized void ask() {
      if (ended) {
        return;
      }
      connection.action(ActionCode.AVAILABLE, Boolean.TRUE);
      boolean seemsGone = connection.getAvailable() == END_OF_INPUT;
      connection.setAvailable(0);
      if (seemsGone && seemedGone) {
        queries.forEach(QueryContext::cancel);
        end();
      }
      seemedGone = seemsGone;
    }
  }

  @Override
  protected void startInternal() throws LifecycleException {
    super.startInternal();
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(work -> {
          Thread thread = Thread.ofPlatform().daemon().name("client-watch").unstarted(work);
          // Not the web application's, which started it: it belongs to the web server.
          thread.setContextClassLoader(ClientWatch.class.getClassLoader());
          return thread;
        });
    started.scheduleWithFixedDelay(
        () -> watched.forEach(Watched::ask), ASK_MILLIS, ASK_MILLIS, TimeUnit.MILLISECONDS);
    timer = started;
  }

  @Override
  protected void stopInternal() throws LifecycleException {
    if (timer != null) {
      timer.shutdownNow();
    }
    super.stopInternal();
  }
}
