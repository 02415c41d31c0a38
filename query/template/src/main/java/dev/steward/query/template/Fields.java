package dev.steward.query.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data with named fields, some of which may take arguments, as a Go struct with methods. A map is
 * data whose keys are not known beforehand; a missing key is no error there, a missing field is.
 */
public interface Fields {
  /** The data's type, as errors name it. */
  String typeName();

  /** Whether there is a field of this name. */
  boolean hasField(String name);

  /**
   * The value of a field.
   *
   * @param name one that {@link #hasField} knows
   * @param arguments what the template passes; mostly nothing
   * @throws FunctionFailure where there is none
   */
  @Nullable Object field(String name, List<@Nullable Object> arguments);
}
