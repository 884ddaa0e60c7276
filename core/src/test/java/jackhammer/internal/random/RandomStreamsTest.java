package jackhammer.internal.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import jackhammer.testing.BitsRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the programs of goldens/random.tsv, which conformance/goldens/random_streams.py made with
 * PyTorch.
 */
@Tag("bits")
class RandomStreamsTest {
  private record Step(
      String op,
      String dtype,
      String sizes,
      String args,
      String layout,
      String how,
      String payload) {}

  @TestFactory
  Stream<DynamicTest> programs() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> ops = new TreeSet<>();
    String seed = null;
    List<Step> steps = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] f = line.split("\t", -1);
      if (f[0].equals("seed")) {
        seed = f[1];
        steps = new ArrayList<>();
        continue;
      }
      Step step = new Step(f[0], f[1], f[2], f[3], f[4], f[5], f[6]);
      steps.add(step);
      ops.add(step.op);
      if (step.op.equals("state")) {
        long start = Long.parseUnsignedLong(seed);
        List<Step> program = steps;
        String name =
            tests.size()
                + ": seed "
                + seed
                + ", "
                + program.getFirst().op
                + " "
                + program.getFirst().dtype;
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () -> {
                  RandomStream g = new RandomStream(start);
                  for (int i = 0; i < program.size(); i++) {
                    run(g, program.get(i), name + "/" + i);
                  }
                }));
      }
    }
    assertThat(tests).hasSizeGreaterThan(80);
    assertThat(ops).hasSize(13);
    return tests.stream();
  }

  private static void run(RandomStream g, Step step, String place) {
    if (step.op.equals("state")) {
      checkState(g, step.payload);
      return;
    }
    DType dtype = dtype(step.dtype);
    int[] sizes =
        step.sizes.isEmpty()
            ? new int[0]
            : Stream.of(step.sizes.split(",")).mapToInt(Integer::parseInt).toArray();
    String[] args = step.args.isEmpty() ? new String[0] : step.args.split(",");
    Strided out = draw(g, step, dtype, sizes, args);
    byte[] bytes = bytes(out.storage(), out.numel(), step.layout.equals("s") ? 2 : 1);
    BitsRecorder.record("random/" + place, bytes);
    switch (step.how) {
      case "bits" -> assertThat(hex(bytes)).as("%s", step).isEqualTo(step.payload);
      case "sha256" -> assertThat(sha256(bytes)).as("%s", step).isEqualTo(step.payload);
      case "close" -> assertClose(step, dtype, bytes, HexFormat.of().parseHex(step.payload));
      default -> throw new AssertionError(step.how);
    }
  }

  private static Strided draw(RandomStream g, Step step, DType dtype, int[] sizes, String[] args) {
    Strided out = view(dtype, sizes, step.layout);
    switch (step.op) {
      case "uniform" -> Uniform.fill(g, out, real(args, 0, 0), real(args, 1, 1));
      case "normal" -> Normal.fill(g, out, real(args, 0, 0), real(args, 1, 1));
      case "random" -> {
        if (args.length == 0) {
          Integers.fillDefault(g, out);
        } else {
          long from = Long.parseLong(args[0]);
          Integers.fill(g, out, Long.parseLong(args[1]) - from, from);
        }
      }
      case "random_from" -> {
        long from = Long.parseLong(args[0]);
        if (from == Long.MIN_VALUE) {
          Integers.fillAllBits(g, out);
        } else {
          // No upper bound: up to and including the largest number of the type.
          Integers.fill(g, out, Integers.defaultRange(dtype) - from, from);
        }
      }
      case "bernoulli" -> Bernoulli.fill(g, out, real(args, 0, 0.5));
      case "bernoulli_tensor" -> Bernoulli.fill(g, out, weights(dtype(args[0]), sizes, 0));
      case "exponential" -> Continuous.exponential(g, out, real(args, 0, 1));
      case "geometric" -> Continuous.geometric(g, out, real(args, 0, 0.5));
      case "cauchy" -> Continuous.cauchy(g, out, real(args, 0, 0), real(args, 1, 1));
      case "log_normal" -> Continuous.logNormal(g, out, real(args, 0, 1), real(args, 1, 2));
      case "randperm" -> Permutation.fill(g, out);
      case "multinomial" -> {
        int[] shape = sizes.clone();
        shape[shape.length - 1] = Integer.parseInt(args[0]);
        out = Strided.empty(DType.INT64, shape);
        Multinomial.fill(g, weights(dtype, sizes, 1 / 16.0), Boolean.parseBoolean(args[1]), out);
      }
      default -> throw new AssertionError(step.op);
    }
    return out;
  }

  private static Strided view(DType dtype, int[] sizes, String layout) {
    int n = sizes.length;
    int[] memory = sizes.clone();
    switch (layout) {
      case "c" -> {
        return Strided.empty(dtype, memory);
      }
      case "t" -> {
        memory[n - 1] = sizes[n - 2];
        memory[n - 2] = sizes[n - 1];
        return Strided.empty(dtype, memory).transpose(n - 2, n - 1);
      }
      case "s" -> {
        memory[n - 1] *= 2;
        Strided whole = Strided.empty(dtype, memory);
        int[] strides = whole.strides().clone();
        strides[n - 1] = 2;
        return whole.view(0, sizes, strides);
      }
      default -> throw new AssertionError(layout);
    }
  }

  /** The same weights as in the script: multiples of 1/16. */
  private static Strided weights(DType dtype, int[] sizes, double offset) {
    Strided w = Strided.empty(dtype, sizes.clone());
    for (int i = 0; i < w.numel(); i++) {
      Elements.set(w.storage(), i, i * 7 % 16 / 16.0 + offset);
    }
    return w;
  }

  private static void checkState(RandomStream g, String payload) {
    byte[] state = g.state();
    String[] parts = payload.split(":");
    ByteBuffer b = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    double kept = b.getDouble(5024);
    b.putDouble(5024, 0);
    assertThat(sha256(state)).as("what was consumed").isEqualTo(parts[0]);
    if (parts.length > 1) {
      double theirs =
          ByteBuffer.wrap(HexFormat.of().parseHex(parts[1]))
              .order(ByteOrder.LITTLE_ENDIAN)
              .getDouble();
      assertThat(kept).isCloseTo(theirs, Offset.offset(1e-14));
    }
  }

  private static void assertClose(Step step, DType dtype, byte[] ours, byte[] theirs) {
    assertThat(ours).as("%s", step).hasSameSizeAs(theirs);
    Storage a = storage(dtype, ours);
    Storage b = storage(dtype, theirs);
    for (int i = 0; i < a.length(); i++) {
      double expected = Elements.getDouble(b, i);
      double tolerance = dtype.isReducedFloat() ? 0 : dtype == DType.FLOAT64 ? 1e-13 : 1e-6;
      assertThat(Elements.getDouble(a, i))
          .as("element %d of %s", i, step)
          .isCloseTo(expected, Offset.offset(tolerance * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  void aStateGivenBackContinuesWhereItWasTaken() {
    RandomStream g = new RandomStream(3);
    Normal.fill(g, Strided.empty(DType.FLOAT32, 5), 0, 1);
    byte[] state = g.state();
    Normal.fill(g, Strided.empty(DType.FLOAT32, 7), 0, 1);
    Strided a = Strided.empty(DType.FLOAT32, 700);
    Uniform.fill(g, a, 0, 1);
    byte[] end = g.state();
    RandomStream h = new RandomStream(99);
    h.state(state);
    Normal.fill(h, Strided.empty(DType.FLOAT32, 7), 0, 1);
    Strided b = Strided.empty(DType.FLOAT32, 700);
    Uniform.fill(h, b, 0, 1);
    assertThat(b.storage().floats()).containsExactly(a.storage().floats());
    assertThat(h.state()).containsExactly(end);
    assertThat(h.seed()).isEqualTo(3);
  }

  @Test
  void aDamagedStateIsRefusedAndChangesNothing() {
    RandomStream g = new RandomStream(3);
    byte[] before = g.state();
    assertThatThrownBy(() -> g.state(new byte[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5056")
        .hasMessageContaining("7");
    byte[] bad = before.clone();
    bad[8] = 0;
    assertThatThrownBy(() -> g.state(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("left = 0");
    assertThatThrownBy(() -> g.state(new byte[RandomStream.STATE_BYTES]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(g.state()).containsExactly(before);
  }

  /**
   * The shuffle of permutations that are too long for a test, on a short one: compared with its
   * definition. (By hand: randperm(214748364) from seed 0 begins 180140102, 136514640, 18739608 in
   * PyTorch 2.13, and here.)
   */
  @Test
  void insideOutShuffleFollowsItsDefinition() {
    int n = 1000;
    Strided out = Strided.empty(DType.INT32, n);
    Permutation.insideOut(new Mt19937(5), out.storage(), 0, n);
    RandomStream bits = new RandomStream(5);
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int z = (int) Long.remainderUnsigned(bits.random64(), i + 1);
      list.add(i);
      java.util.Collections.swap(list, i, z);
    }
    assertThat(out.storage().ints())
        .containsExactly(list.stream().mapToInt(Integer::intValue).toArray());
  }

  /** What the streams draw is compared above: these are their names on tensors. */
  @Test
  void tensorsDrawFromTheStreams() {
    Tensor t = Tensor.empty(2, 5);
    Generator g = new Generator().manualSeed(7);
    RandomStream s = new RandomStream(7);
    Strided out = Strided.empty(DType.FLOAT32, 2, 5);
    Continuous.exponential(s, out, 2);
    assertThat(t.exponential_(2, g).toFloatArray()).containsExactly(out.storage().floats());
    Continuous.geometric(s, out, 0.3);
    assertThat(t.geometric_(0.3, g).toFloatArray()).containsExactly(out.storage().floats());
    Continuous.cauchy(s, out, 1, 2);
    assertThat(t.cauchy_(1, 2, g).toFloatArray()).containsExactly(out.storage().floats());
    Continuous.logNormal(s, out, 0.5, 0.25);
    assertThat(t.logNormal_(0.5, 0.25, g).toFloatArray()).containsExactly(out.storage().floats());
    Jackhammer.manualSeed(7);
    RandomStream again = new RandomStream(7);
    Continuous.exponential(again, out, 1);
    assertThat(t.exponential_().toFloatArray()).containsExactly(out.storage().floats());
    Continuous.cauchy(again, out, 0, 1);
    assertThat(t.cauchy_().toFloatArray()).containsExactly(out.storage().floats());
    Continuous.logNormal(again, out, 1, 2);
    assertThat(t.logNormal_().toFloatArray()).containsExactly(out.storage().floats());
    assertThatThrownBy(() -> t.exponential_(0, g))
        .hasMessage("exponential_: lambda must be positive, got 0.0");
    assertThatThrownBy(() -> t.cauchy_(0, -1, g))
        .hasMessage("cauchy_: sigma must be positive, got -1.0");
    assertThatThrownBy(() -> t.logNormal_(0, 0, g))
        .hasMessage("logNormal_: std must be positive, got 0.0");
    assertThatThrownBy(() -> t.geometric_(1))
        .hasMessage("geometric_: p must be in (0, 1), got 1.0");
    assertThatThrownBy(() -> Tensor.tensor(true).geometric_(0.5))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void nothingIsDrawnForNoElements() {
    RandomStream g = new RandomStream(0);
    byte[] before = g.state();
    Uniform.fill(g, Strided.empty(DType.FLOAT32, 0), 0, 1);
    Normal.fill(g, Strided.empty(DType.FLOAT32, 3, 0), 0, 1);
    Integers.fillDefault(g, Strided.empty(DType.INT64, 0));
    Bernoulli.fill(g, Strided.empty(DType.BOOL, 0), 0.5);
    assertThat(g.state()).containsExactly(before);
  }

  @Test
  void multinomialWithoutReplacementNeedsEnoughPositiveWeights() {
    Strided w = Strided.zeros(DType.FLOAT32, 4);
    w.storage().floats()[1] = 1;
    w.storage().floats()[3] = 1;
    assertThatThrownBy(
            () -> Multinomial.fill(new RandomStream(0), w, false, Strided.empty(DType.INT64, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("num_samples = 3")
        .hasMessageContaining("only 2");
  }

  private static double real(String[] args, int i, double otherwise) {
    return i < args.length ? Double.parseDouble(args[i]) : otherwise;
  }

  private static DType dtype(String name) {
    return switch (name) {
      case "f32" -> DType.FLOAT32;
      case "f64" -> DType.FLOAT64;
      case "f16" -> DType.FLOAT16;
      case "bf16" -> DType.BFLOAT16;
      case "u8" -> DType.UINT8;
      case "i8" -> DType.INT8;
      case "i16" -> DType.INT16;
      case "i32" -> DType.INT32;
      case "i64" -> DType.INT64;
      case "bool" -> DType.BOOL;
      default -> throw new AssertionError(name);
    };
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = RandomStreamsTest.class.getResourceAsStream("/goldens/random.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static byte[] bytes(Storage s, int n, int step) {
    ByteBuffer b = ByteBuffer.allocate(n * s.dtype().itemSize()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n * step; i += step) {
      switch (s.dtype()) {
        case FLOAT32 -> b.putFloat(s.floats()[i]);
        case FLOAT64 -> b.putDouble(s.doubles()[i]);
        case INT64 -> b.putLong(s.longs()[i]);
        case INT32 -> b.putInt(s.ints()[i]);
        case FLOAT16, BFLOAT16, INT16 -> b.putShort(s.shorts()[i]);
        case INT8, UINT8, BOOL -> b.put(s.bytes()[i]);
      }
    }
    return b.array();
  }

  private static Storage storage(DType dtype, byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Storage s = Storage.zeros(dtype, bytes.length / dtype.itemSize());
    for (int i = 0; i < s.length(); i++) {
      switch (dtype) {
        case FLOAT32 -> s.floats()[i] = b.getFloat();
        case FLOAT64 -> s.doubles()[i] = b.getDouble();
        case INT64 -> s.longs()[i] = b.getLong();
        case INT32 -> s.ints()[i] = b.getInt();
        case FLOAT16, BFLOAT16, INT16 -> s.shorts()[i] = b.getShort();
        case INT8, UINT8, BOOL -> s.bytes()[i] = b.get();
      }
    }
    return s;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
