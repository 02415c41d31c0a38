package dev.steward.server.http;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request: those of its address and, for a form that was posted, those of its
 * body, in this order.
 *
 * @param values every value of each name
 */
public record RequestParameters(Map<String, String[]> values) {
  /** The parameters of a request. */
  public static RequestParameters of(HttpServletRequest request) {
    return new RequestParameters(request.getParameterMap());
  }

  /** The first value that is not empty, or null. */
  public @Nullable String first(String name) {
    String[] all = values.get(name);
    if (all == null) {
      return null;
    }
    for (String value : all) {
      if (!value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  /** The first value that is not empty, or what to take instead. */
  public String firstOr(String name, String otherwise) {
    String value = first(name);
    return value == null ? otherwise : value;
  }

  /** All values. */
  public List<String> all(String name) {
    String[] all = values.get(name);
    return all == null ? List.of() : List.of(all);
  }

  /**
   * A value that must be there.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT} where it is not
   */
  public String required(String name) {
    String value = first(name);
    if (value == null) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "invalid parameter \"" + name + "\": missing (expected: a value)");
    }
    return value;
  }
}
