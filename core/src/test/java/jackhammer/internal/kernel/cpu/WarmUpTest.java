package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WarmUpTest {
  /** Counts as quick after some calls. */
  private static final class Counted implements WarmUp.Trial {
    final AtomicInteger calls = new AtomicInteger();
    final CountDownLatch ready = new CountDownLatch(1);
    final int slowCalls;

    Counted(int slowCalls) {
      this.slowCalls = slowCalls;
    }

    @Override
    public void call() {
      calls.incrementAndGet();
    }

    @Override
    public long quick() {
      return calls.get() <= slowCalls ? -1 : Long.MAX_VALUE;
    }

    @Override
    public void ready() {
      ready.countDown();
    }
  }

  @Test
  void everyTrialBecomesReadyWhenItIsQuick() throws Exception {
    Counted[] trials = {new Counted(0), new Counted(2_000), new Counted(900)};
    for (Counted t : trials) {
      WarmUp.later(t);
    }
    for (Counted t : trials) {
      assertThat(t.ready.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(t.calls.get()).isGreaterThan(t.slowCalls);
    }
    Counted afterwards = new Counted(10);
    WarmUp.later(afterwards);
    assertThat(afterwards.ready.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
