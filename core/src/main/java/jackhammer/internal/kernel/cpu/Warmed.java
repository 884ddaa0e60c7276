package jackhammer.internal.kernel.cpu;

import java.util.function.Supplier;

/**
 * Whether a vector loop is compiled, so that it may be used; see {@link WarmUp}.
 *
 * <p>As long as there is little to do the ordinary loop does it and nothing is compiled. Whoever
 * comes when that has added up has the vector loop compiled first: one loop after another costs a
 * fraction of what all of them cost beside ordinary loops, which are many times slower and keep the
 * compiler busy with themselves.
 */
final class Warmed {
  /** Elements, or multiply-adds, that the ordinary loop does before: a millisecond or less. */
  private static final long FEW = 1 << 18;

  /**
   * Calls of fewer do not count, for example the softmax of ten classes: they gain next to nothing
   * from vectors, and would need more than a minute to make up for the compilation.
   */
  private static final long SHORT = 64;

  private final long quickNanos;
  private final Supplier<Runnable> trial;
  private boolean asked;

  /** Of little meaning when threads meet here, and of none when some of it is lost. */
  private long done;

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

  /**
   * Whether the loop is compiled; may take the time to see to that.
   *
   * @param elements how many the loop is wanted for
   */
  boolean ready(long elements) {
    if (!ready && !asked && elements >= SHORT) {
      done += elements;
      if (done > FEW) {
        ask(true);
      }
    }
    return ready;
  }

  /** Whether the loop is compiled, without more. */
  boolean readyAlready() {
    return ready;
  }

  /** Has the loop compiled while other things are done. */
  void begin() {
    ask(false);
  }

  /** The loop is to be used, compiled or not. */
  void skip() {
    ready = true;
  }

  private void ask(boolean wait) {
    synchronized (this) {
      if (asked) {
        return;
      }
      asked = true;
    }
    Runnable call = trial.get();
    WarmUp.Trial compiling =
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
        };
    if (!wait || !WarmUp.now(compiling)) {
      WarmUp.later(compiling);
    }
  }
}
