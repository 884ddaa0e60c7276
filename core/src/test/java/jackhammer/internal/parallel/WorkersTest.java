package jackhammer.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private final int before = Workers.threads();

  @AfterEach
  void restore() {
    Workers.threads(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void everyTaskRunsOnceAndItsWritesAreSeen(int threads) {
    Workers.threads(threads);
    for (int tasks : new int[] {0, 1, 2, 3, 7, 8, 1000}) {
      for (int repeat = 0; repeat < 200; repeat++) {
        int[] counts = new int[tasks];
        Workers.run(tasks, i -> counts[i]++);
        assertThat(counts).containsOnly(tasks == 0 ? new int[0] : new int[] {1});
      }
    }
  }

  @Test
  void helpersTakePart() throws Exception {
    Workers.threads(3);
    CountDownLatch together = new CountDownLatch(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    // Three tasks that wait for each other can only end on three threads.
    Workers.run(
        3,
        i -> {
          seen.add(Thread.currentThread());
          together.countDown();
          await(together);
        });
    assertThat(seen).hasSize(3).contains(Thread.currentThread());
    seen.stream()
        .filter(t -> t != Thread.currentThread())
        .forEach(t -> assertThat(t.isDaemon()).isTrue());
  }

  @Test
  void oneThreadMeansTheCaller() {
    Workers.threads(1);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Workers.run(50, i -> seen.add(Thread.currentThread()));
    assertThat(seen).containsExactly(Thread.currentThread());
  }

  @Test
  void fewerThreadsAfterMore() {
    Workers.threads(4);
    Workers.run(100, i -> {});
    Workers.threads(2);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    for (int repeat = 0; repeat < 100; repeat++) {
      Workers.run(100, i -> seen.add(Thread.currentThread()));
    }
    assertThat(seen).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aRegionInsideATaskRunsOnItsThread() {
    Workers.threads(3);
    AtomicIntegerArray counts = new AtomicIntegerArray(40);
    AtomicBoolean moved = new AtomicBoolean();
    Workers.run(
        8,
        i -> {
          Thread mine = Thread.currentThread();
          Workers.run(
              5,
              j -> {
                counts.incrementAndGet(i * 5 + j);
                if (Thread.currentThread() != mine) {
                  moved.set(true);
                }
              });
        });
    for (int i = 0; i < 40; i++) {
      assertThat(counts.get(i)).isEqualTo(1);
    }
    assertThat(moved).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void theVeryExceptionOfATaskComesOut(int threads) {
    Workers.threads(threads);
    for (int repeat = 0; repeat < 50; repeat++) {
      IllegalStateException mine = new IllegalStateException("task 3");
      assertThatThrownBy(
              () ->
                  Workers.run(
                      20,
                      i -> {
                        if (i == 3) {
                          throw mine;
                        }
                      }))
          .isSameAs(mine);
      AtomicInteger after = new AtomicInteger();
      Workers.run(20, i -> after.incrementAndGet());
      assertThat(after).hasValue(20);
    }
  }

  @Test
  void anErrorComesOutToo() {
    Workers.threads(2);
    assertThatThrownBy(
            () ->
                Workers.run(
                    4,
                    i -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void severalUserThreadsAtOnce() throws Exception {
    Workers.threads(3);
    int users = 6;
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      Thread user =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int repeat = 0; repeat < 2000; repeat++) {
                      int[] squares = new int[17];
                      Workers.run(17, i -> squares[i] = i * i);
                      for (int i = 0; i < 17; i++) {
                        if (squares[i] != i * i) {
                          wrong.incrementAndGet();
                        }
                      }
                    }
                  });
      threads.add(user);
    }
    for (Thread t : threads) {
      t.join();
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void anInterruptedCallerFinishesAndStaysInterrupted() {
    Workers.threads(2);
    Thread.currentThread().interrupt();
    int[] counts = new int[100];
    Workers.run(100, i -> counts[i]++);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(counts).containsOnly(1);
  }

  @Test
  void sleepingHelpersWakeUp() throws Exception {
    Workers.threads(2);
    for (int repeat = 0; repeat < 5; repeat++) {
      Thread.sleep(20); // well beyond the time that a helper spins
      CountDownLatch together = new CountDownLatch(2);
      Workers.run(
          2,
          i -> {
            together.countDown();
            await(together);
          });
    }
  }

  @Test
  void zeroThreadsAreRefused() {
    assertThatThrownBy(() -> Workers.threads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: expected at least 1, got 0");
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the other tasks did not start");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
