package dev.steward.server.remotewrite;

import jakarta.servlet.http.HttpServletResponse;

/** How much of a request was written; what was stored before counts too. */
record Written(long samples, long histograms, long exemplars) {
  static final Written NOTHING = new Written(0, 0, 0);

  private static final String HEADER = "X-Prometheus-Remote-Write-%s-Written";

  /** Says so as 2.0 wants it. */
  void writeTo(HttpServletResponse response) {
    response.setHeader(HEADER.formatted("Samples"), Long.toString(samples));
    response.setHeader(HEADER.formatted("Histograms"), Long.toString(histograms));
    response.setHeader(HEADER.formatted("Exemplars"), Long.toString(exemplars));
  }
}
