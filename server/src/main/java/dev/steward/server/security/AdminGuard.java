package dev.steward.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets a call that may change something pass only with the administrator's token, unless its
 * handler is marked {@link WithoutToken}. So a handler that somebody forgot to think about is
 * closed and not open.
 */
final class AdminGuard implements HandlerInterceptor {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String SCHEME = "Bearer ";

  private final AdminToken token;

  AdminGuard(AdminToken token) {
    this.token = token;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (SAFE_METHODS.contains(request.getMethod()) || isWithoutToken(handler)) {
      return true;
    }
    String authorization = request.getHeader("Authorization");
    if (authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(authorization.substring(SCHEME.length()).strip())) {
      return true;
    }
    response.setHeader("WWW-Authenticate", "Bearer realm=\"steward\"");
    PlainAnswer.send(
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        "Authorization: "
            + (authorization == null ? "missing" : "not the administrator's token")
            + " (expected: Bearer and the content of "
            + AdminToken.FILE_NAME
            + " in the server's data directory)");
    return false;
  }

  private static boolean isWithoutToken(Object handler) {
    return handler instanceof HandlerMethod method
        && (method.hasMethodAnnotation(WithoutToken.class)
            || method.getBeanType().isAnnotationPresent(WithoutToken.class));
  }
}
