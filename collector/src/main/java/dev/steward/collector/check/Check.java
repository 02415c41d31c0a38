package dev.steward.collector.check;

import java.io.IOException;

/** One way to look at a service. Safe for any thread. */
interface Check {
  /**
   * Looks once. Runs in a thread of its own, which is interrupted when its time is up.
   *
   * @param result takes what is found out, also before a failure
   * @throws IOException if the service does not do what it should, with why
   */
  void run(CheckResult result) throws IOException, InterruptedException;
}
