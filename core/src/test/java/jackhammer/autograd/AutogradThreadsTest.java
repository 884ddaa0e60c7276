package jackhammer.autograd;

import static jackhammer.autograd.Leaves.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Autograd;
import jackhammer.Parameter;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads at once on one leaf; and what an error in user code leaves behind. */
class AutogradThreadsTest {
  private static final int THREADS = 4;
  private static final int RUNS = 300;

  private static void onThreads(Runnable body) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(body));
      }
      for (Future<?> f : running) {
        f.get();
      }
    }
  }

  @Test
  void noGradientOfSeveralThreadsIsLost() throws Exception {
    Parameter w = new Parameter(Tensor.ones(100));
    AtomicInteger hooks = new AtomicInteger();
    onThreads(
        () -> {
          for (int i = 0; i < RUNS; i++) {
            w.mul(1).sum().backward();
          }
        });
    w.registerPostAccumulateGradHook(hooks::incrementAndGet);
    assertThat(w.grad().toFloatArray()).containsOnly(THREADS * RUNS);
    onThreads(() -> w.mul(1).sum().backward());
    assertThat(hooks).hasValue(THREADS);
  }

  @Test
  void threadsThatMeetANewLeafAgreeOnItsEnd() throws Exception {
    for (int round = 0; round < 50; round++) {
      Tensor w = leaf(1);
      AtomicInteger calls = new AtomicInteger();
      onThreads(
          () ->
              w.registerHook(
                  g -> {
                    calls.incrementAndGet();
                    return null;
                  }));
      w.mul(2).sum().backward();
      assertThat(calls).hasValue(THREADS);
    }
  }

  @Test
  void oneGraphMayRunOnSeveralThreads() throws Exception {
    Tensor w = leaf(1, 2, 3);
    Tensor y = w.exp().mul(w).sum();
    Tensor expected = Autograd.grad(new Tensor[] {y}, new Tensor[] {w}, null, KEEP)[0];
    onThreads(
        () -> {
          for (int i = 0; i < RUNS; i++) {
            Tensor g = Autograd.grad(new Tensor[] {y}, new Tensor[] {w}, null, KEEP)[0];
            assertThat(g.toFloatArray()).isEqualTo(expected.toFloatArray());
          }
        });
  }

  private static final java.util.function.UnaryOperator<Autograd.BackwardOptions> KEEP =
      o -> o.retainGraph(true);

  @Test
  void anErrorInAnomalyModeNamesTheCallAndEndsTheMode() {
    Tensor x = leaf(0);
    assertThatThrownBy(() -> Autograd.detectAnomaly(() -> takeRoot(x).mul(0).sum().backward()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SqrtBackward0 returned NaN")
        .hasMessageContaining("takeRoot");
    takeRoot(x).mul(0).sum().backward();
    assertThat(x.grad().item()).isNaN();
  }

  @Test
  void aHookMustKeepTheType() {
    Tensor x = leaf(1, 2);
    x.registerHook(Tensor::toDouble);
    assertThatThrownBy(() -> x.mul(2).sum().backward())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "expected a gradient of torch.float32 back, got one of torch.float64");
    assertThat(x.grad()).isNull();
  }

  @Test
  void aLeafWhoseNumbersWereReplacedTakesNoOldGradient() {
    Parameter p = new Parameter(Tensor.ones(2));
    Tensor y = p.mul(2).sum();
    p.data_(Tensor.ones(3));
    assertThatThrownBy(y::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("torch.Size([2])")
        .hasMessageContaining("torch.Size([3])");
    assertThat(p.grad()).isNull();
  }

  @Test
  void functionsThatReturnNothingSaySo() {
    class Wrong extends Autograd.Function {
      private final boolean inForward;

      Wrong(boolean inForward) {
        this.inForward = inForward;
      }

      @Override
      protected Tensor[] forward(Context ctx, Tensor[] in) {
        ctx.saveForBackward(in[0]);
        assertThatThrownBy(() -> ctx.needsInputGrad(3))
            .isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessageContaining("needsInputGrad(3)");
        assertThatThrownBy(() -> ctx.saved(1))
            .isInstanceOf(IndexOutOfBoundsException.class)
            .hasMessageContaining("saved(1)");
        return inForward ? null : new Tensor[] {in[0].mul(2)};
      }

      @Override
      protected Tensor[] backward(Context ctx, Tensor[] g) {
        return null;
      }
    }

    assertThatThrownBy(() -> new Wrong(true).apply(leaf(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Wrong: forward must return its outputs");
    assertThatThrownBy(() -> new Wrong(false).apply(leaf(1)).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("WrongBackward: backward must return one gradient");
  }

  private static Tensor takeRoot(Tensor x) {
    return x.mul(0).sqrt();
  }
}
