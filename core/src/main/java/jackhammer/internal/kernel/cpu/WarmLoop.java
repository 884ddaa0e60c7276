package jackhammer.internal.kernel.cpu;

/**
 * Whether one vector loop of a kernel is compiled; see {@link WarmUp}. It is asked for when first
 * needed.
 */
final class WarmLoop {
  private final Runnable call;
  private final long quick;
  private boolean asked;

  /** Written by another thread and read without a barrier: it does no harm to learn of it late. */
  private boolean compiled;

  /**
   * @param vectorOperations about how many operations on vectors the call does
   * @param call the loop, on numbers of no meaning, in one short call
   */
  WarmLoop(int vectorOperations, Runnable call) {
    this.call = call;
    // Four nanoseconds for each; one with objects takes forty.
    this.quick = 4L * vectorOperations + 1_000;
  }

  /** Whether the loop is compiled; if not, that is seen to. */
  boolean compiled() {
    if (!compiled && !asked) {
      ask();
    }
    return compiled;
  }

  private synchronized void ask() {
    if (!asked) {
      asked = true;
      WarmUp.later(new Trial());
    }
  }

  /** Uses the loop from now on, compiled or not: for tests. */
  void skip() {
    compiled = true;
  }

  private final class Trial implements WarmUp.Trial {
    @Override
    public void call() {
      call.run();
    }

    @Override
    public long quick() {
      return quick;
    }

    @Override
    public void ready() {
      compiled = true;
    }
  }
}
