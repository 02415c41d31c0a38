package dev.steward.collector;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** Starts an agent from the command line. */
public final class AgentMain {
  private static final int DEFECT = 70;

  /** Held, because a logger that nobody holds forgets its level. */
  private static final Logger TRANSPORT = Logger.getLogger("io.grpc");

  private AgentMain() {}

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    setUpLogging();
    Thread.setDefaultUncaughtExceptionHandler(AgentMain::die);
    System.exit(
        new CommandLine(new AgentCommand()).setCommandName("steward agent").execute(arguments));
  }

  private static void setUpLogging() {
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty(
          "java.util.logging.SimpleFormatter.format",
          "%1$tY-%1$tm-%1$tdT%1$tH:%1$tM:%1$tS.%1$tL%1$tz %4$s %5$s%6$s%n");
    }
    TRANSPORT.setLevel(Level.WARNING);
  }

  /**
   * A thread that ended by a defect must not leave half an agent that looks alive. Only the
   * connection of a syslog sender, a virtual thread, may fail alone.
   */
  private static void die(Thread thread, Throwable defect) {
    Logger.getLogger(AgentMain.class.getName())
        .log(Level.SEVERE, "Thread " + thread.getName() + " failed", defect);
    if (!thread.isVirtual()) {
      Runtime.getRuntime().halt(DEFECT);
    }
  }
}
