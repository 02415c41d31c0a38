package dev.steward.server.security;

import dev.steward.server.settings.ServerSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages out.
 *
 * <p>A browser on this machine can reach a loopback address, so that any page it shows could call
 * here. Two checks prevent that: the header Host must be a name that is ours, or else a foreign
 * name was made to resolve to this address (DNS rebinding); and the header Origin, which browsers
 * send with every call that could change something or whose answer a script could read, must be our
 * own or a configured one (cross-site request forgery). Programs such as Grafana's back end send no
 * Origin. Source: W3C Fetch, section 3.2; OWASP.
 */
final class SiteFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient HostNames hosts;
  private final transient ServerSettings.Http settings;

  SiteFilter(ServerSettings settings) {
    this.settings = settings.http();
    this.hosts =
        new HostNames(
            Stream.concat(Stream.of(settings.http().listen()), settings.otlp().http().stream())
                .toList(),
            settings.http().hosts());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = request.getHeader("Host");
    if (host == null || !hosts.accept(host)) {
      PlainAnswer.send(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "Host: "
              + host
              + " (expected: localhost, the address listened on, or a name in server.http.hosts)");
      return;
    }
    String origin = request.getHeader("Origin");
    boolean own = origin == null || origin.equals(ownOrigin(request, host));
    if (!own && !settings.origins().contains(origin)) {
      PlainAnswer.send(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "Origin: " + origin + " (expected: this server's own, or one in server.http.origins)");
      return;
    }
    response.addHeader("Vary", "Origin");
    if (origin != null) {
      allowReading(response, origin);
    }
    if (request.getMethod().equals("OPTIONS")) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String ownOrigin(HttpServletRequest request, @Nullable String host) {
    return request.getScheme() + "://" + host;
  }

  private static void allowReading(HttpServletResponse response, String origin) {
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS");
    response.setHeader(
        "Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
    response.setHeader("Access-Control-Expose-Headers", "Date");
  }
}
