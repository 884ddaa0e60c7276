package jackhammer;

import static jackhammer.Tensor.fromArray;
import static jackhammer.Tensor.full;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.data.DataLoader;
import jackhammer.data.Dataset;
import jackhammer.data.TensorDataset;
import jackhammer.nn.Linear;
import jackhammer.optim.Adam;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The ways in which a tensor can leave a step: it keeps its numbers or says that they are gone. */
class StepEscapesTest {
  private static final long N = 500;

  /** Would write over memory that was given back by mistake. */
  private static void reuseMemory() {
    for (int i = 0; i < 3; i++) {
      Jackhammer.step(
          () -> {
            for (int k = 0; k < 20; k++) {
              full(size(N), -1.0);
              full(size(20, N), -1.0);
              full(size(N / 2), -1.0);
            }
          });
    }
  }

  private static void isGone(ThrowingCallable touch) {
    assertThatThrownBy(touch)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("recycled when the Jackhammer.step that made it ended")
        .hasMessageContaining("keep()");
  }

  private static void holds(Tensor t, double value) {
    reuseMemory();
    assertThat(t.toDoubleArray()).containsOnly(value);
  }

  private static Tensor made(double value) {
    return full(size(N), value);
  }

  @Test
  void whatIsReturnedSurvivesInEveryContainer() {
    record Pair(Tensor a, List<Tensor> rest) {}

    Pair r = Jackhammer.step(() -> new Pair(made(1), List.of(made(2), made(3).view(5, 100))));
    holds(r.a, 1);
    holds(r.rest.get(0), 2);
    holds(r.rest.get(1), 3);
    Map<String, Tensor[]> m =
        Jackhammer.step(
            () -> {
              Map<String, Tensor[]> result = new LinkedHashMap<>();
              result.put("x", new Tensor[] {made(4), null});
              return result;
            });
    holds(m.get("x")[0], 4);
  }

  @Test
  void aFieldAListAndAViewSayThatTheyAreGone() {
    List<Tensor> list = new ArrayList<>();
    Tensor[] field = new Tensor[3];
    Jackhammer.step(
        () -> {
          list.add(made(1));
          field[0] = made(2);
          field[1] = field[0].view(5, 100).t().index(3);
          field[2] = field[0].detach();
        });
    reuseMemory();
    isGone(() -> list.getFirst().sum());
    isGone(() -> field[1].add(1));
    isGone(() -> field[2].toFloatArray());
    isGone(() -> field[1].toString());
    isGone(() -> field[0].zero_());
    isGone(() -> ones(N).copy_(field[0]));
    isGone(() -> ones(N).mul_(field[0]));
    isGone(() -> Tensor.cat(0, ones(N), field[0]));
    isGone(() -> new Linear((int) N, 2).call(field[0]));
    isGone(() -> field[0].clone());
    isGone(() -> field[0].tolist());
    isGone(() -> field[0].toByteBuffer());
    isGone(() -> field[0].to(DType.FLOAT64));
  }

  @Test
  void aGraphWhoseSavedTensorsAreGoneSaysSo() {
    Parameter p = new Parameter(ones(N));
    Tensor loss = Jackhammer.step(() -> p.mul(2).exp().sum());
    reuseMemory();
    isGone(loss::backward);
    assertThat(p.grad()).isNull();
  }

  @Test
  void aBatchLoadedInOneStepAndUsedInTheNextSaysSo() {
    Iterator<Tensor[]> batches =
        new DataLoader<>(new TensorDataset(rand(8, N)), o -> o.batchSize(4)).iterator();
    Jackhammer.step(batches::hasNext);
    reuseMemory();
    isGone(() -> batches.next()[0].sum());
    assertThat(Jackhammer.step(() -> batches.next()[0].mean().item())).isBetween(0.0, 1.0);
  }

  @Test
  void whatWorkersLoadIsNotOfTheStep() {
    Dataset<Tensor> data =
        Dataset.of(IntStream.range(0, 6).boxed().toList()).map(i -> made(i.doubleValue()));
    Iterator<Tensor> batches = new DataLoader<>(data, o -> o.numWorkers(2)).iterator();
    List<Tensor> seen = new ArrayList<>();
    while (Jackhammer.step(batches::hasNext)) {
      Jackhammer.step(() -> seen.add(batches.next()));
    }
    reuseMemory();
    for (int i = 0; i < 6; i++) {
      assertThat(seen.get(i).toDoubleArray()).containsOnly(i);
    }
  }

  @Test
  void anotherThreadHasItsOwnSteps() {
    Tensor[] kept = new Tensor[2];
    Jackhammer.step(
        () -> {
          CompletableFuture.runAsync(
                  () -> {
                    kept[0] = made(1); // no step on this thread
                    Jackhammer.step(
                        () -> {
                          kept[1] = made(2);
                        });
                  })
              .join();
        });
    holds(kept[0], 1);
    isGone(() -> kept[1].sum());
  }

  @Test
  void stepsOfSeveralThreadsDoNotDisturbEachOther() {
    List<CompletableFuture<Double>> running = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      double mine = t + 1;
      running.add(
          CompletableFuture.supplyAsync(
              () -> {
                double sum = 0;
                for (int i = 0; i < 200; i++) {
                  sum += Jackhammer.step(() -> made(mine).mul(made(1)).add(made(0)).mean().item());
                }
                return sum;
              }));
    }
    for (int t = 0; t < 4; t++) {
      assertThat(running.get(t).join()).isEqualTo(200.0 * (t + 1));
    }
  }

  @Test
  void anExceptionInTheMiddleLeavesEverythingToTheCollector() {
    Tensor[] out = new Tensor[2];
    Parameter p = new Parameter(ones(N));
    assertThatThrownBy(
            () ->
                Jackhammer.step(
                    () -> {
                      out[0] = made(1);
                      p.mul(3).sum().backward();
                      Jackhammer.step(
                          () -> {
                            out[1] = made(2);
                            throw new IllegalStateException("stop");
                          });
                    }))
        .hasMessage("stop");
    holds(out[0], 1);
    holds(out[1], 2);
    holds(p.grad(), 3);
    assertThat(Jackhammer.step(() -> made(5).mean().item())).isEqualTo(5);
  }

  @Test
  void theResultOfAnInnerStepEndsWithTheOuterOne() {
    Tensor[] inner = new Tensor[2];
    Jackhammer.step(
        () -> {
          inner[0] = Jackhammer.step(() -> made(1));
          inner[1] = Jackhammer.step(() -> made(2).keep());
          assertThat(inner[0].mean().item()).isEqualTo(1);
        });
    isGone(() -> inner[0].sum());
    holds(inner[1], 2);
  }

  @Test
  void anArrayOfTheUserIsNeverTaken() {
    float[] array = new float[(int) N];
    Tensor[] t = new Tensor[1];
    Jackhammer.step(() -> t[0] = fromArray(array).add_(7));
    reuseMemory();
    assertThat(array).containsOnly(7);
    assertThat(t[0].toFloatArray()).containsOnly(7);
    float[] copy = Jackhammer.step(() -> made(3).toFloatArray());
    reuseMemory();
    assertThat(copy).containsOnly(3);
  }

  @Test
  void aGradientThatTheUserGaveIsHisWhenItIsDropped() {
    Parameter p = new Parameter(ones(N));
    Tensor own = made(7);
    p.grad(own);
    Jackhammer.step(() -> p.grad(null));
    holds(own, 7);
  }

  @Test
  void aGradientThatIsKeptSurvivesItsParameter() {
    Parameter p = new Parameter(ones(N));
    Jackhammer.step(() -> p.mul(3).sum().backward());
    Tensor g = p.grad().keep();
    Jackhammer.step(() -> p.grad(null));
    holds(g, 3);
  }

  @Test
  void aGradientOfTwoParametersEndsWithTheLast() {
    Parameter p = new Parameter(ones(N));
    Parameter q = new Parameter(ones(N));
    Jackhammer.step(() -> p.mul(3).sum().backward());
    q.grad(p.grad());
    Jackhammer.step(() -> p.grad(null));
    holds(q.grad(), 3);
    Tensor g = q.grad();
    Jackhammer.step(() -> q.grad(null));
    isGone(g::sum);
  }

  @Test
  void gradientsRetainedOrWithAGraphSurvive() {
    Parameter p = new Parameter(ones(N));
    Tensor[] y = new Tensor[1];
    Jackhammer.step(
        () -> {
          y[0] = p.mul(3).retainGrad();
          y[0].mul(y[0]).sum().backward(null, o -> o.createGraph(true));
        });
    holds(p.grad(), 18);
    holds(y[0].grad(), 6);
    isGone(() -> y[0].sum());
  }

  @Test
  void whatAFunctionSawIsLeftAlone() {
    List<Tensor> seen = new ArrayList<>();

    class Twice extends Autograd.Function {
      @Override
      protected Tensor[] forward(Context ctx, Tensor[] in) {
        seen.add(in[0]);
        return new Tensor[] {in[0].mul(2)};
      }

      @Override
      protected Tensor[] backward(Context ctx, Tensor[] g) {
        seen.add(g[0]);
        return new Tensor[] {g[0].mul(2)};
      }
    }

    Parameter p = new Parameter(ones(N));
    Jackhammer.step(() -> new Twice().apply(p.mul(5)).mul(3).sum().backward());
    holds(seen.get(0), 5);
    holds(seen.get(1), 3);
    holds(p.grad(), 30);
  }

  @Test
  void aNetAndItsOptimizerMadeInAStepSurvive() {
    Linear net = Jackhammer.step(() -> new Linear((int) N, 2));
    Adam adam = Jackhammer.step(() -> new Adam(net.namedParameters(), 0.1));
    for (int i = 0; i < 3; i++) {
      Jackhammer.step(
          () -> {
            adam.zeroGrad();
            net.call(ones(4, N)).sum().backward();
            adam.step();
          });
      reuseMemory();
    }
    assertThat(net.parameter("bias").toFloatArray()).doesNotContain(Float.NaN);
    assertThat(adam.stateDict().state().get("weight").get("exp_avg").toFloatArray())
        .hasSize(2 * (int) N);
    Jackhammer.step(() -> net.to(DType.FLOAT64));
    reuseMemory();
    assertThat(net.call(zeros(1, N).toDouble()).size()).isEqualTo(size(1, 2));
  }

  @Test
  void packedCopiesOfASharedArrayNeverGoStale() {
    float[] weights = new float[64 * 128];
    Tensor w = fromArray(weights, 64, 128);
    Tensor x = ones(2, 64);
    for (int i = 0; i < 4; i++) {
      java.util.Arrays.fill(weights, i);
      assertThat(x.matmul(w).toFloatArray()).containsOnly(64f * i);
    }
  }
}
