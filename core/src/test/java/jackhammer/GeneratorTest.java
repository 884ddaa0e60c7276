package jackhammer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.random.Integers;
import jackhammer.internal.random.Multinomial;
import jackhammer.internal.random.Uniform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorTest {
  @Test
  void anUnseededGeneratorHasPyTorchsDefaultSeed() {
    assertThat(new Generator().initialSeed()).isEqualTo(67280421310721L);
    assertThat(new Generator().random64())
        .isEqualTo(new Generator().manualSeed(67280421310721L).random64());
  }

  @Test
  void oneGeneratorServesWhoeverGivesNone() {
    assertThat(Generator.defaultGenerator()).isSameAs(Generator.defaultGenerator());
  }

  @Test
  void anySeedIsTakenAndGivenBack() {
    for (long seed : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(new Generator().manualSeed(seed).initialSeed()).isEqualTo(seed);
    }
    assertThat(new Generator().manualSeed(-1).toString()).contains("18446744073709551615");
  }

  @Test
  void seedStartsAnotherStreamEachTime() {
    Generator g = new Generator();
    long a = g.seed();
    assertThat(g.initialSeed()).isEqualTo(a).isBetween(0L, (1L << 53) - 1);
    long first = g.random64();
    assertThat(g.seed()).isNotEqualTo(a);
    assertThat(g.random64()).isNotEqualTo(first);
    assertThat(g.manualSeed(a).random64()).isEqualTo(first);
  }

  @Test
  void aStateIsAValueThatContinuesWhereItWasTaken() {
    Generator g = new Generator().manualSeed(3);
    g.random64();
    Generator.State state = g.getState();
    long next = g.random64();
    assertThat(new Generator().setState(state).random64()).isEqualTo(next);
    byte[] bytes = state.toBytes();
    assertThat(Generator.State.of(bytes)).isEqualTo(state).hasSameHashCodeAs(state);
    bytes[0]++;
    assertThat(state.toBytes()[0]).isNotEqualTo(bytes[0]);
    assertThat(new Generator().setState(state).getState()).isEqualTo(state);
  }

  @Test
  void randpermRefusesANegativeLength() {
    assertThatThrownBy(() -> new Generator().randperm(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  /** Blocks of one call belong together, whoever else draws from the same generator. */
  @Test
  void threadsThatShareAGeneratorDoNotInterleaveInsideATensor() throws InterruptedException {
    Generator g = new Generator().manualSeed(0);
    List<float[]> got = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 40; i++) {
        pool.submit(
            () -> {
              Strided x = Strided.empty(DType.FLOAT32, 1000);
              Uniform.fill(g.stream(), x, 0, 1);
              synchronized (got) {
                got.add(x.storage().floats());
              }
            });
      }
      pool.shutdown();
      assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    Generator alone = new Generator().manualSeed(0);
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Strided x = Strided.empty(DType.FLOAT32, 1000);
      Uniform.fill(alone.stream(), x, 0, 1);
      expected.add(x.storage().floats());
    }
    assertThat(got)
        .usingElementComparator(Arrays::compare)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  record Shuffle(
      String name,
      int n,
      long seed,
      Long ownSeed,
      List<Long> first,
      List<Long> second,
      long next,
      Long ownNext) {}

  static Stream<Shuffle> shuffles() throws IOException {
    try (InputStream in = GeneratorTest.class.getResourceAsStream("/goldens/shuffle.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .map(
                  f ->
                      new Shuffle(
                          f[0],
                          Integer.parseInt(f[1]),
                          Long.parseLong(f[3]),
                          f[4].isEmpty() ? null : Long.valueOf(f[4]),
                          longs(f[5]),
                          longs(f[6]),
                          Long.parseLong(f[7]),
                          f[8].isEmpty() ? null : Long.valueOf(f[8])))
              .toList()
              .stream();
    }
  }

  /**
   * What the package documentation of internal.random says a DataLoader consumes, against PyTorch's
   * DataLoader.
   */
  @ParameterizedTest
  @MethodSource("shuffles")
  void shufflesAreThoseOfPyTorchsLoader(Shuffle s) {
    Generator global = new Generator().manualSeed(s.seed);
    Generator own = s.ownSeed == null ? null : new Generator().manualSeed(s.ownSeed);
    List<Long> first = epoch(s, global, own);
    assertThat(first).isEqualTo(s.first);
    if (!s.name.equals("split")) {
      assertThat(epoch(s, global, own)).isEqualTo(s.second);
    }
    assertThat(global.random64() & Long.MAX_VALUE).isEqualTo(s.next);
    if (own != null) {
      assertThat(own.random64() & Long.MAX_VALUE).isEqualTo(s.ownNext);
    }
  }

  private static List<Long> epoch(Shuffle s, Generator global, Generator own) {
    Generator direct = own == null ? global : own;
    int n = s.n;
    if (s.name.equals("split")) {
      return boxed(direct.randperm(n));
    }
    direct.random64(); // the base seed
    return switch (s.name) {
      case "sequential" -> LongStream.range(0, n).boxed().toList();
      case "loader" -> permutations(fresh(global, own), n, n);
      case "samples" -> permutations(fresh(global, own), n, 25);
      case "replacement" -> {
        Generator g = fresh(global, own);
        List<Long> order = new ArrayList<>();
        for (int run : new int[] {32, 32, 6}) {
          Strided x = Strided.empty(DType.INT64, run);
          Integers.fill(g.stream(), x, n, 0);
          order.addAll(boxed(Arrays.copyOf(x.storage().longs(), run)));
        }
        yield order;
      }
      case "subset" -> boxed(direct.randperm((n + 1) / 2)).stream().map(i -> 2 * i).toList();
      case "weighted" -> {
        Strided w = Strided.empty(DType.FLOAT64, n);
        IntStream.range(0, n).forEach(i -> w.storage().doubles()[i] = 1.0 + i);
        Strided out = Strided.empty(DType.INT64, 30);
        Multinomial.fill(direct.stream(), w, true, out);
        yield boxed(Arrays.copyOf(out.storage().longs(), 30));
      }
      default -> throw new AssertionError(s.name);
    };
  }

  private static Generator fresh(Generator global, Generator own) {
    return own != null ? own : new Generator().manualSeed(global.random64() & Long.MAX_VALUE);
  }

  private static List<Long> permutations(Generator g, int n, int samples) {
    List<Long> order = new ArrayList<>();
    for (int i = 0; i < samples / n; i++) {
      order.addAll(boxed(g.randperm(n)));
    }
    order.addAll(boxed(g.randperm(n)).subList(0, samples % n));
    return order;
  }

  private static List<Long> boxed(long[] values) {
    return LongStream.of(values).boxed().toList();
  }

  private static List<Long> longs(String list) {
    return Stream.of(list.split(",")).map(Long::valueOf).toList();
  }
}
