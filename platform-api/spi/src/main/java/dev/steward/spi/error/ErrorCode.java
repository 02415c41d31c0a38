package dev.steward.spi.error;

/**
 * The class of an error that a user or a peer sees; doors map it to their own protocol's status.
 *
 * <p>The gRPC numbers are those of google.rpc.Code, the HTTP statuses those that Prometheus
 * answers.
 */
public enum ErrorCode {
  /** The request itself is wrong; sending it again cannot succeed. */
  INVALID_ARGUMENT(400, 3),
  /** The caller did not say who it is. */
  UNAUTHENTICATED(401, 16),
  /** The caller may not do this. */
  PERMISSION_DENIED(403, 7),
  /** What the request names does not exist. */
  NOT_FOUND(404, 5),
  /** The query is well-formed and failed while it was evaluated. */
  EXECUTION_FAILED(422, 9),
  /** A size, count or rate limit refused the request. */
  LIMIT_EXCEEDED(429, 8),
  /** The caller went away or asked to stop. */
  CANCELLED(499, 1),
  /** The deadline passed. */
  DEADLINE_EXCEEDED(503, 4),
  /** The server cannot take this now; the same request may succeed later. */
  UNAVAILABLE(503, 14),
  /** The storage under the server failed. */
  STORAGE_FAILED(500, 15),
  /** A defect of this program. */
  INTERNAL(500, 13);

  private final int httpStatus;
  private final int grpcStatus;

  ErrorCode(int httpStatus, int grpcStatus) {
    this.httpStatus = httpStatus;
    this.grpcStatus = grpcStatus;
  }

  /** The HTTP status that a door answers unless its protocol asks for another. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The number of the gRPC status. */
  public int grpcStatus() {
    return grpcStatus;
  }
}
