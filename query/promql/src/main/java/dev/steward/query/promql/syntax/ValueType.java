package dev.steward.query.promql.syntax;

/** What an expression gives. */
public enum ValueType {
  SCALAR("scalar"),
  INSTANT_VECTOR("instant vector"),
  RANGE_VECTOR("range vector"),
  STRING("string");

  private final String words;

  ValueType(String words) {
    this.words = words;
  }

  /** The name that messages use. */
  public String words() {
    return words;
  }

  /** The name that the HTTP interface uses. */
  public String wireName() {
    return switch (this) {
      case SCALAR -> "scalar";
      case INSTANT_VECTOR -> "vector";
      case RANGE_VECTOR -> "matrix";
      case STRING -> "string";
    };
  }
}
