package jackhammer.internal.kernel.cpu;

import java.util.ArrayList;
import java.util.List;

/** The vector loops of one kernel, each of which begins as the plain one; see {@link WarmUp}. */
final class WarmedLoops {
  private final List<Warmed> all = new ArrayList<>();

  /**
   * One more.
   *
   * @param operations of vectors in a call, about
   * @param call of the loop, a short one, on numbers of no meaning
   */
  Warmed add(int operations, Runnable call) {
    // A nanosecond for each operation; one with objects takes several even when it is compiled.
    Warmed loop = new Warmed(operations + 300L, () -> call);
    all.add(loop);
    return loop;
  }

  /** Uses vectors from the first call on, compiled or not: for tests. */
  void skip() {
    all.forEach(Warmed::skip);
  }
}
