package jackhammer.internal.kernel.cpu;

import java.util.function.Supplier;

/**
 * Whether a vector loop is compiled, so that it may be used; from the first question on that is
 * seen to, by {@link WarmUp}.
 */
final class Warmed {
  private final long quickNanos;
  private final Supplier<Runnable> trial;
  private boolean asked;

  /** Read without a barrier: it does no harm to learn of it late. */
  private boolean ready;

  /**
   * @param quickNanos what a call takes at most once it is compiled, a tenth of what it takes
   *     before
   * @param trial makes a short call of the loop, of about ten rounds, on numbers of no meaning
   */
  Warmed(long quickNanos, Supplier<Runnable> trial) {
    this.quickNanos = quickNanos;
    this.trial = trial;
  }

  /** Whether the loop is compiled; if not, that is seen to. */
  boolean ready() {
    if (!ready && !asked) {
      ask();
    }
    return ready;
  }

  /** Whether the loop is compiled, without more. */
  boolean readyAlready() {
    return ready;
  }

  /** The loop is to be used, compiled or not. */
  void skip() {
    ready = true;
  }

  private synchronized void ask() {
    if (asked) {
      return;
    }
    asked = true;
    Runnable call = trial.get();
    WarmUp.later(
        new WarmUp.Trial() {
          @Override
          public void call() {
            call.run();
          }

          @Override
          public long quick() {
            return quickNanos;
          }

          @Override
          public void ready() {
            ready = true;
          }
        });
  }
}
