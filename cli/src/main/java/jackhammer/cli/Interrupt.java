package jackhammer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C (or a polite kill) end a long piece of work in order: the work asks now and then
 * whether it should stop, and the process waits until it has put away what it has.
 *
 * {@snippet :
 * try (Interrupt interrupt = new Interrupt()) {
 *   while (more() && !interrupt.isRequested()) {
 *     step();
 *   }
 *   save();
 * }
 * }
 */
final class Interrupt implements AutoCloseable {
  /** A second Ctrl-C cannot end a JVM that is ending, so that the wait must have an end. */
  private static final long PATIENCE_SECONDS = 20;

  /** The exit code after Ctrl-C, as shells have it. */
  static final int EXIT_CODE = 130;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::requestAndWait, "jackhammer-interrupt");
  private volatile boolean requested;

  Interrupt() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the user wants the end. */
  boolean isRequested() {
    return requested;
  }

  /** Asks for the end, as Ctrl-C does. */
  void request() {
    requested = true;
  }

  private void requestAndWait() {
    requested = true;
    try {
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Then the process ends a little earlier.
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is put away. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook with it.
      return;
    }
  }
}
