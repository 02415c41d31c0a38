package dev.steward.collector.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures file systems without ever waiting for long: another thread asks, and a file system that
 * has not answered in time is left alone until it does. For one thread.
 *
 * <p>One task asks for all of them in turn. Where it is stuck, a second task goes on behind the
 * stuck one; so at most one thread is lost for each file system that hangs.
 */
final class MountProbe {
  private static final Answer TIMED_OUT = new Answer(null, "mountpoint timeout");

  private final FileSystemSizes.Source source;
  private final Executor executor;
  private final Duration patience;

  /** Paths whose answer is overdue; guarded by itself. */
  private final Set<String> overdue = new HashSet<>();

  /** What is known of one file system: its sizes, or why there are none. */
  record Answer(@Nullable FileSystemSizes sizes, String error) {}

  private record Reply(Answer answer) {}

  /**
   * Makes a probe.
   *
   * @param source measures, perhaps for ever
   * @param executor runs tasks that may hang, each in a thread of its own
   * @param patience how long to wait for one answer
   */
  MountProbe(FileSystemSizes.Source source, Executor executor, Duration patience) {
    this.source = source;
    this.executor = executor;
    this.patience = patience;
  }

  /** Answers in the order of the paths. */
  List<Answer> ask(List<String> paths) {
    List<Answer> answers = new ArrayList<>(paths.size());
    int next = 0;
    while (next < paths.size()) {
      LinkedBlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
      int first = next;
      executor.execute(() -> measure(paths, first, replies));
      next = take(paths, next, replies, answers);
    }
    return answers;
  }

  /** Takes replies until all are there or one is overdue; gives the next path to ask for. */
  private int take(
      List<String> paths, int from, LinkedBlockingQueue<Reply> replies, List<Answer> answers) {
    int next = from;
    while (next < paths.size()) {
      Reply reply = await(replies, paths.get(next));
      if (reply == null) {
        answers.add(TIMED_OUT);
        return next + 1;
      }
      answers.add(reply.answer());
      next++;
    }
    return next;
  }

  /** The next reply; null if it is overdue, which its task then finds out. */
  private @Nullable Reply await(LinkedBlockingQueue<Reply> replies, String path) {
    try {
      Reply reply = replies.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (reply != null) {
        return reply;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (overdue) {
      Reply reply = replies.poll();
      if (reply == null) {
        overdue.add(path);
      }
      return reply;
    }
  }

  private void measure(List<String> paths, int from, LinkedBlockingQueue<Reply> replies) {
    for (int index = from; index < paths.size(); index++) {
      String path = paths.get(index);
      if (isOverdue(path)) {
        replies.add(new Reply(TIMED_OUT));
        continue;
      }
      Answer answer = measure(path);
      synchronized (overdue) {
        if (overdue.remove(path)) {
          return;
        }
        replies.add(new Reply(answer));
      }
    }
  }

  private boolean isOverdue(String path) {
    synchronized (overdue) {
      return overdue.contains(path);
    }
  }

  private Answer measure(String path) {
    try {
      return new Answer(source.measure(path), "");
    } catch (IOException | RuntimeException e) {
      return new Answer(null, String.valueOf(e.getMessage()));
    }
  }
}
