package jackhammer.internal.parallel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The one pool of threads that computes.
 *
 * <p>{@link #run} cuts a piece of work into numbered tasks; the calling thread takes part and
 * {@code threads() - 1} daemon threads help. Each thread begins with a share of its own, the same
 * share of the numbers in every region, and then helps the others with theirs: what a layer has
 * written of a sample is mostly in the cache of the core that reads it in the next layer. (Two
 * cores that share no cache need 0.2 microseconds for a line, ten times as long as two that do.)
 * Which thread runs which task is left open all the same, so a task's result may depend on its
 * number only, never on the thread or on the number of threads. That, and nothing else, is why
 * results do not change with {@link #threads(int)}.
 *
 * <p>What a caller may rely on:
 *
 * <ul>
 *   <li>{@code run} returns when every task has finished, and everything the tasks wrote is
 *       visible.
 *   <li>A {@code run} inside a task runs in place, on the thread of that task.
 *   <li>Several user threads may call at once: the first has the helpers, the others work in place.
 *   <li>The first exception of a task is rethrown from {@code run}; tasks not yet begun are
 *       dropped.
 *   <li>Helpers spin for two milliseconds after a region, then sleep: an idle process uses no
 *       processor.
 * </ul>
 *
 * <pre>{@code
 * Workers.run(blocks, b -> sumOfBlock[b] = sum(x, b * 4096, 4096));
 * }</pre>
 */
public final class Workers {
  /** About 30 microseconds of {@code onSpinWait}: longer than most gaps between two layers. */
  private static final int SPINS = 1_500;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private static final AtomicReference<Thread> OWNER = new AtomicReference<>();
  private static final Object RESIZE = new Object();

  private static volatile Region current;
  private static volatile Helper[] helpers = {};
  private static volatile int threads = defaultThreads();

  private Workers() {}

  /** How many threads a region may use, the calling one included. */
  public static int threads() {
    return threads;
  }

  /**
   * Sets how many threads a region may use, the calling one included. More than there are
   * processors is allowed. Regions already running keep what they have.
   *
   * @throws IllegalArgumentException if {@code n < 1}
   */
  public static void threads(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + n);
    }
    threads = n;
  }

  /**
   * Runs {@code task} once for every number from 0 to {@code tasks - 1}, in any order and on any of
   * the pool's threads, and returns when all are done.
   */
  public static void run(int tasks, IntConsumer task) {
    int n = Math.min(threads, tasks);
    Thread caller = Thread.currentThread();
    if (n <= 1 || caller instanceof Helper || !OWNER.compareAndSet(null, caller)) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    Region region = new Region(task, tasks, n, caller);
    try {
      Helper[] pool = helpers(n - 1);
      current = region;
      for (int i = 0; i < n - 1; i++) {
        pool[i].wake();
      }
      region.work(0);
      region.await();
    } finally {
      region.task = null; // a helper remembers its last region, which must not keep arrays alive
      OWNER.set(null);
    }
    if (region.failure != null) {
      throw Workers.<RuntimeException>same(region.failure);
    }
  }

  /** Tasks throw only unchecked exceptions; this rethrows the very object without wrapping it. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E same(Throwable e) throws E {
    throw (E) e;
  }

  private static int defaultThreads() {
    return Math.max(1, Integer.getInteger("jackhammer.threads", PROCESSORS));
  }

  private static Helper[] helpers(int n) {
    Helper[] pool = helpers;
    if (pool.length >= n) {
      return pool;
    }
    synchronized (RESIZE) {
      Helper[] grown = Arrays.copyOf(helpers, n);
      for (int i = helpers.length; i < n; i++) {
        grown[i] = new Helper(i);
        grown[i].start();
      }
      helpers = grown;
      return grown;
    }
  }

  /**
   * One call of {@link #run}. A helper that arrives late finds no number left and does no harm, so
   * a region needs no list of who takes part.
   */
  private static final class Region {
    private static final VarHandle NEXT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LEFT = handle("left", int.class);
    private static final VarHandle FAILURE = handle("failure", Throwable.class);

    /** So many ints lie between the counters of two shares: no line of a cache holds both. */
    private static final int APART = 32;

    IntConsumer task;
    private final int tasks;
    private final int shares;
    private final Thread caller;
    private final int[] next;
    private volatile int left;
    private volatile boolean sleeping;
    volatile Throwable failure;

    Region(IntConsumer task, int tasks, int shares, Thread caller) {
      this.task = task;
      this.tasks = tasks;
      this.shares = shares;
      this.caller = caller;
      this.left = tasks;
      this.next = new int[(shares + 1) * APART];
      for (int s = 0; s < shares; s++) {
        next[(s + 1) * APART] = begin(s);
      }
    }

    private int begin(int share) {
      return (int) ((long) tasks * share / shares);
    }

    /** Runs what is left of the thread's own share, then of the shares after it. */
    void work(int own) {
      int done = 0;
      for (int s = own; s < own + shares; s++) {
        done += workOn(s % shares);
      }
      if (done > 0 && (int) LEFT.getAndAdd(this, -done) == done && sleeping) {
        LockSupport.unpark(caller);
      }
    }

    private int workOn(int share) {
      int end = begin(share + 1);
      int at = (share + 1) * APART;
      int done = 0;
      // Reading first: a share that is done needs no write, which would take its line from others.
      while ((int) NEXT.getOpaque(next, at) < end) {
        int i = (int) NEXT.getAndAdd(next, at, 1);
        if (i >= end) {
          break;
        }
        done++;
        if (failure == null) {
          try {
            task.accept(i);
          } catch (Throwable e) {
            FAILURE.compareAndSet(this, null, e);
          }
        }
      }
      return done;
    }

    void await() {
      Patience patience = new Patience();
      while (left > 0) {
        if (!patience.waited()) {
          sleeping = true;
          if (left > 0) {
            LockSupport.parkNanos(this, 100_000);
          }
        }
      }
    }

    private static VarHandle handle(String field, Class<?> type) {
      try {
        return MethodHandles.lookup().findVarHandle(Region.class, field, type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  /**
   * How a thread waits before it sleeps: at first it spins, then it lets others have the processor
   * again and again, for a thread that sleeps is expensive to wake. Linux likes to put it on the
   * processor of the one who woke it, though another is idle; the two then take turns until the
   * load is balanced, one to four milliseconds later.
   */
  private static final class Patience {
    private static final long YIELD_NANOS = 2_000_000;

    private int spins = SPINS;
    private long since;

    /** Waits for a moment; false when it is time to sleep. */
    boolean waited() {
      if (spins > 0) {
        spins--;
        Thread.onSpinWait();
        return true;
      }
      long now = System.nanoTime();
      if (since == 0) {
        since = now;
      }
      Thread.yield();
      return now - since < YIELD_NANOS;
    }
  }

  private static final class Helper extends Thread {
    private final int index;
    private volatile boolean sleeping;

    Helper(int index) {
      super(null, null, "jackhammer-" + (index + 1), 0, false);
      this.index = index;
      setDaemon(true);
    }

    void wake() {
      if (sleeping) {
        sleeping = false;
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      Region seen = null;
      while (true) {
        Region region = next(seen);
        region.work(index + 1);
        seen = region;
      }
    }

    private Region next(Region seen) {
      Patience patience = new Patience();
      while (true) {
        Region region = current;
        if (region != seen && region != null && index < threads - 1) {
          return region;
        }
        // With more threads than processors a spinning helper would keep a working one waiting.
        if (threads > PROCESSORS || !patience.waited()) {
          sleeping = true;
          if (current == region || index >= threads - 1) {
            LockSupport.park(this);
          }
          sleeping = false;
          patience = new Patience();
        }
      }
    }
  }
}
