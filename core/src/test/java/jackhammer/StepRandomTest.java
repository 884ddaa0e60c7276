package jackhammer;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.optim.Adam;
import jackhammer.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random programs with and without steps: the same bits everywhere, and what was recycled says so
 * instead of showing other numbers.
 */
class StepRandomTest {
  private static final int PROGRAMS = 60;
  private static final int STEPS = 6;
  private static final int OPS = 25;
  private static final long ROWS = 8;
  private static final long COLUMNS = 16;

  /** One run of a program: what it left where, as bits. */
  private static final class Run {
    private final Random random;
    private final boolean inSteps;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Adam optimizer;

    /** What came out of a step in a way that has to survive. */
    private final List<Tensor> surviving = new ArrayList<>();

    /** What was left lying around, with its numbers at that time. */
    private final List<Tensor> loose = new ArrayList<>();

    private final List<int[]> looseBits = new ArrayList<>();
    private final List<int[]> bits = new ArrayList<>();

    Run(long seed, boolean inSteps) {
      this.random = new Random(seed);
      this.inSteps = inSteps;
      for (int i = 0; i < 3; i++) {
        parameters.put("p" + i, new Parameter(numbers()));
      }
      optimizer = new Adam(parameters, 0.01);
    }

    private Tensor numbers() {
      float[] values = new float[(int) (ROWS * COLUMNS)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      return Tensor.tensor(values).view(ROWS, COLUMNS);
    }

    List<int[]> run() {
      for (int i = 0; i < STEPS; i++) {
        note(scope(this::step));
        parameters.values().forEach(this::note);
        parameters.values().stream().map(Tensor::grad).forEach(this::note);
        surviving.forEach(this::note);
        optimizer.stateDict().state().values().forEach(m -> m.values().forEach(this::note));
        checkLoose();
      }
      return bits;
    }

    private <T> T scope(Supplier<T> body) {
      return inSteps ? Jackhammer.step(body) : body.get();
    }

    private void note(Tensor t) {
      bits.add(t == null ? new int[0] : bitsOf(t));
    }

    private static int[] bitsOf(Tensor t) {
      float[] values = t.toFloatArray();
      int[] result = new int[values.length];
      for (int i = 0; i < values.length; i++) {
        result[i] = Float.floatToIntBits(values[i]);
      }
      return result;
    }

    private void checkLoose() {
      for (int i = 0; i < loose.size(); i++) {
        try {
          assertThat(bitsOf(loose.get(i))).isEqualTo(looseBits.get(i));
        } catch (IllegalStateException e) {
          assertThat(inSteps).isTrue();
          assertThat(e).hasMessageContaining("Jackhammer.step");
        }
      }
    }

    private Tensor step() {
      List<Tensor> pool = new ArrayList<>(parameters.values());
      pool.add(numbers());
      if (random.nextBoolean()) {
        optimizer.zeroGrad();
      }
      for (int i = 0; i < OPS; i++) {
        pool.add(next(pool));
      }
      Tensor loss = pool.getLast().mul(pool.get(random.nextInt(pool.size()))).mean();
      for (Tensor t : pool.subList(pool.size() - 6, pool.size())) {
        loss = loss.add(t.sin().mean());
      }
      if (loss.requiresGrad()) {
        boolean createGraph = random.nextInt(4) == 0;
        loss.backward(null, o -> o.createGraph(createGraph));
        if (random.nextBoolean() && !createGraph) {
          optimizer.step();
        }
      }
      return pool.get(random.nextInt(pool.size())).detach();
    }

    private Tensor next(List<Tensor> pool) {
      Tensor a = pool.get(random.nextInt(pool.size()));
      Tensor b = pool.get(random.nextInt(pool.size()));
      return switch (random.nextInt(18)) {
        case 0 -> a.add(b);
        case 1 -> a.mul(b);
        case 2 -> a.tanh();
        case 3 -> a.matmul(b.t()).matmul(a).mul(0.1);
        case 4 -> a.view(COLUMNS, ROWS).t().contiguous();
        case 5 -> a.sum(0, true).expand(ROWS, COLUMNS).mul(0.1);
        case 6 -> Tensor.cat(0, a.narrow(0, 0, ROWS / 2), b.narrow(0, 0, ROWS / 2));
        case 7 -> a.clone().mul_(b).add_(1);
        case 8 -> {
          Tensor c = a.mul(1);
          c.index(1).mul_(b.index(2));
          c.narrow(1, 0, 3).zero_();
          yield c;
        }
        case 9 -> {
          Tensor c = a.relu();
          surviving.add(c.detach().keep());
          yield c;
        }
        case 10 -> {
          loose.add(b.detach().mul(1));
          looseBits.add(bitsOf(b));
          yield a.detach().sigmoid();
        }
        case 11 -> {
          Tensor c = a.mul(2);
          if (c.requiresGrad()) {
            c.registerHook(
                g -> {
                  surviving.add(g.detach());
                  return random.nextInt(3) == 0 ? g.mul(0.5) : null;
                });
          }
          yield c;
        }
        case 12 -> a.requiresGrad() && !a.isLeaf() ? a.retainGrad() : a.neg();
        case 13 -> scope(() -> a.mul(b).add(a));
        case 14 -> {
          try {
            scope(
                () -> {
                  loose.add(a.mul(3));
                  looseBits.add(bitsOf(loose.getLast()));
                  throw new UnsupportedOperationException();
                });
          } catch (UnsupportedOperationException e) {
            // As thrown.
          }
          yield a.softmax(1);
        }
        case 15 -> Tensor.where(a.gt(0), a, b);
        case 16 -> a.index(Tensor.tensor(3L, 3L, 0L, 1L, 7L, 7L, 2L, 4L));
        default -> gradientOf(a, b);
      };
    }

    /** A gradient with a graph, as a tensor to go on with. */
    private static Tensor gradientOf(Tensor a, Tensor b) {
      if (!a.requiresGrad()) {
        return a.exp().mul(0.1);
      }
      return Autograd.grad(
          new Tensor[] {a.mul(b).tanh().sum()}, new Tensor[] {a}, null, o -> o.createGraph(true))[
          0];
    }
  }

  @Test
  void stepsChangeNoBitOfRandomPrograms() {
    long seed = Seeds.next();
    for (int i = 0; i < PROGRAMS; i++) {
      long program = seed + i;
      List<int[]> plain = new Run(program, false).run();
      List<int[]> stepped = new Run(program, true).run();
      assertThat(stepped.size()).as("program %d", program).isEqualTo(plain.size());
      for (int k = 0; k < plain.size(); k++) {
        assertThat(Arrays.equals(stepped.get(k), plain.get(k)))
            .as("program %d, number %d of what it left", program, k)
            .isTrue();
      }
    }
  }
}
