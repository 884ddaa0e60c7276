package jackhammer.internal.kernel.cpu;

import java.util.ArrayList;
import java.util.List;

/**
 * Has vector loops compiled before they are used.
 *
 * <p>Until C2 has compiled it, a loop with vectors makes an object of every vector and is a hundred
 * times slower than the ordinary loop with the same result. So a kernel begins with the ordinary
 * loop and asks here for the vector one: that is run on numbers of no meaning, in calls that are
 * short enough for C2 to compile the method and not one of its loops (which takes it ten times as
 * long), until it has become quick. Where that never happens, because the compiler gave up on the
 * method, the kernel keeps the ordinary loop.
 *
 * <p>Both loops give the same bits, so the moment of the change cannot be seen in a result.
 */
final class WarmUp {
  /** Calls after which tiered compilation hands a method with a short loop to C2. */
  private static final int CALLS = 2_000;

  /** Then it is called for so long, with pauses: compilation goes by stages that count anew. */
  private static final long TURN_NANOS = 2_000_000;

  private static final int PAUSE_MILLIS = 2;

  /** For so long whoever asks waits for a loop: ten times what most of them take. */
  private static final long WAIT_NANOS = 500_000_000;

  /** Half a minute without success means that the compiler gave up. */
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  /** A vector loop under trial. */
  interface Trial {
    /**
     * One short call, of about ten rounds of the loop: with more, C2 compiles the loop before the
     * method.
     */
    void call();

    /**
     * What a call takes at most, in nanoseconds, once it is compiled; a tenth of what it takes
     * before.
     */
    long quick();

    /** It is compiled. */
    void ready();
  }

  private static final List<Trial> ASKED = new ArrayList<>();
  private static boolean running;

  private WarmUp() {}

  /** Whether the loop became quick, and {@link Trial#ready} was called, in a moment. */
  static boolean now(Trial trial) {
    return becomesQuick(trial, Integer.MAX_VALUE, WAIT_NANOS);
  }

  /** Calls {@link Trial#ready} from another thread when the loop has become quick. */
  static synchronized void later(Trial trial) {
    ASKED.add(trial);
    if (!running) {
      running = true;
      Thread.ofPlatform().daemon().name("jackhammer-warm-up").start(WarmUp::work);
    }
  }

  private static synchronized List<Trial> asked() {
    List<Trial> taken = new ArrayList<>(ASKED);
    ASKED.clear();
    return taken;
  }

  private static synchronized boolean finished() {
    running = !ASKED.isEmpty();
    return !running;
  }

  private static void work() {
    List<Trial> waiting = new ArrayList<>();
    long since = System.nanoTime();
    do {
      for (Trial t : asked()) {
        if (!becomesQuick(t, CALLS, PATIENCE_NANOS)) {
          waiting.add(t);
        }
        since = System.nanoTime();
      }
      waiting.removeIf(t -> becomesQuick(t, Integer.MAX_VALUE, TURN_NANOS));
      if (System.nanoTime() - since > PATIENCE_NANOS) {
        waiting.clear();
      }
      if (!waiting.isEmpty()) {
        pause();
      }
    } while (!waiting.isEmpty() || !finished());
  }

  private static boolean becomesQuick(Trial t, int calls, long nanos) {
    long begin = System.nanoTime();
    long now = begin;
    for (int i = 0; i < calls && now - begin <= nanos; i++) {
      long start = now;
      t.call();
      now = System.nanoTime();
      if (now - start <= t.quick()) {
        t.ready();
        return true;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
