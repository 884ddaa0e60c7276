package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.testing.BitsRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Optimizer steps against PyTorch's (conformance/goldens/optimizers.py). */
@Tag("bits")
class OptimizersTest {
  private static final int N = 37;

  /** One line of the golden file. */
  private record Golden(String name, DType dtype, Map<String, Double> options, List<String> steps) {
    static Golden parse(String line) {
      String[] fields = line.split(";");
      Map<String, Double> options = new HashMap<>();
      for (String option : fields[2].split(",")) {
        String[] pair = option.split("=");
        options.put(pair[0], Double.parseDouble(pair[1]));
      }
      DType dtype = fields[1].equals("float32") ? DType.FLOAT32 : DType.FLOAT64;
      return new Golden(fields[0], dtype, options, List.of(fields[3].split("\\|")));
    }

    double get(String option, double otherwise) {
      return options.getOrDefault(option, otherwise);
    }

    boolean is(String option) {
      return get(option, 0) != 0;
    }
  }

  private static List<Golden> goldens() throws IOException {
    try (InputStream in = OptimizersTest.class.getResourceAsStream("optimizers.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(l -> !l.startsWith("#")).map(Golden::parse).toList();
    }
  }

  /** The layouts that a parameter, its gradient and its state are tried in. */
  private static Strided vector(DType dtype, boolean gaps) {
    Strided all = Strided.zeros(dtype, N * 2 + 3);
    return new Strided(all.storage(), gaps ? 3 : 0, new int[] {N}, new int[] {gaps ? 2 : 1});
  }

  @Test
  void stepsAreThoseOfPyTorch() throws IOException {
    for (Golden golden : goldens()) {
      for (boolean gaps : new boolean[] {false, true}) {
        Strided p = vector(golden.dtype, gaps);
        Strided g = vector(golden.dtype, false);
        Strided s1 = vector(golden.dtype, gaps);
        Strided s2 = vector(golden.dtype, false);
        Strided s3 = vector(golden.dtype, gaps);
        for (int i = 0; i < N; i++) {
          Elements.set(p.storage(), p.position(i), (i % 17 - 8) / 8.0);
        }
        for (int t = 0; t < golden.steps.size(); t++) {
          for (int i = 0; i < N; i++) {
            Elements.set(g.storage(), g.position(i), ((i * 7 + t * 3) % 23 - 11) / 16.0);
          }
          step(golden, t, p, g, s1, s2, s3);
          String[] bits = golden.steps.get(t).split(" ");
          for (int i = 0; i < N; i++) {
            double value = Layouts.get(p, i);
            double expected = value(golden.dtype, bits[i]);
            // an ulp of the parameter per step, or, where it is near 0, two of what was added
            double rate = golden.get("lr", 0);
            double ulp =
                golden.dtype == DType.FLOAT32
                    ? Math.max(Math.ulp((float) expected), 2 * Math.ulp((float) rate))
                    : Math.max(Math.ulp(expected), 2 * Math.ulp(rate));
            assertThat(Math.abs(value - expected) / ulp)
                .as("%s %s step %d element %d: %s", golden.name, golden.options, t, i, expected)
                .isLessThanOrEqualTo(t + 1);
          }
        }
        if (!gaps) {
          BitsRecorder.record(
              "optimizer " + golden.name + golden.dtype + golden.options, Layouts.values(p));
        }
      }
    }
  }

  private static double value(DType dtype, String bits) {
    return dtype == DType.FLOAT32
        ? Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16))
        : Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
  }

  private static void step(
      Golden o, int t, Strided p, Strided g, Strided s1, Strided s2, Strided s3) {
    double decay = o.get("weight_decay", 0);
    boolean maximize = o.is("maximize");
    if (o.name.equals("sgd")) {
      double momentum = o.get("momentum", 0);
      OptimArgs.Sgd args =
          new OptimArgs.Sgd(
              o.get("lr", 0),
              momentum,
              o.get("dampening", 0),
              decay,
              o.is("nesterov"),
              maximize,
              t == 0);
      Optimizers.sgd(p, g, momentum == 0 ? null : s1, args);
    } else {
      OptimArgs.Adam args =
          new OptimArgs.Adam(
              o.get("lr", 0),
              0.9,
              0.999,
              o.get("eps", 1e-8),
              decay,
              o.name.equals("adamw"),
              o.is("amsgrad"),
              maximize,
              t + 1);
      Optimizers.adam(p, g, s1, s2, o.is("amsgrad") ? s3 : null, args);
    }
  }
}
