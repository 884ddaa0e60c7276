package jackhammer.data;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Generator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which items come when, and which random numbers are spent, against PyTorch's DataLoader. */
class LoaderOrderTest {
  /** A line of loader.tsv: two lines with the same name and workers are two epochs. */
  record Line(String name, String workers, String batches) {}

  /** A line of shuffle.tsv. */
  record Shuffle(
      String name,
      int n,
      int batch,
      long seed,
      Long ownSeed,
      List<Integer> first,
      List<Integer> second,
      long next,
      Long ownNext) {}

  record Item(int index, float random) {}

  static Stream<String[]> lines(String golden) {
    try (InputStream in = LoaderOrderTest.class.getResourceAsStream("/goldens/" + golden)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", -1))
              .toList()
              .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Shuffle> shuffles() {
    return lines("shuffle.tsv")
        .map(
            f ->
                new Shuffle(
                    f[0],
                    Integer.parseInt(f[1]),
                    Integer.parseInt(f[2]),
                    Long.parseLong(f[3]),
                    f[4].isEmpty() ? null : Long.valueOf(f[4]),
                    integers(f[5]),
                    integers(f[6]),
                    Long.parseLong(f[7]),
                    f[8].isEmpty() ? null : Long.valueOf(f[8])));
  }

  @ParameterizedTest
  @MethodSource("shuffles")
  void ordersAndConsumptionAreThoseOfPyTorch(Shuffle s) {
    for (int workers : new int[] {0, 2}) {
      Generator global = Generator.defaultGenerator().manualSeed(s.seed);
      Generator own = s.ownSeed == null ? null : new Generator().manualSeed(s.ownSeed);
      Dataset<Integer> data = numbers(s.n);
      if (s.name.equals("split")) {
        int[] lengths = {s.n / 4, s.n - s.n / 4};
        var parts =
            own == null
                ? Dataset.randomSplit(data, lengths)
                : Dataset.randomSplit(data, own, lengths);
        List<Integer> order = new ArrayList<>();
        parts.forEach(p -> Arrays.stream(p.indices()).forEach(order::add));
        assertThat(order).isEqualTo(s.first);
      } else {
        Sampler sampler =
            switch (s.name) {
              case "replacement" ->
                  new RandomSampler(data, o -> o.replacement(true).numSamples(70).generator(own));
              case "samples" -> new RandomSampler(data, o -> o.numSamples(25).generator(own));
              case "subset" -> {
                int[] even = IntStream.range(0, s.n / 2).map(i -> 2 * i).toArray();
                yield own == null
                    ? new SubsetRandomSampler(even)
                    : new SubsetRandomSampler(own, even);
              }
              case "weighted" -> {
                double[] weights = IntStream.range(0, s.n).mapToDouble(i -> 1 + i).toArray();
                yield new WeightedRandomSampler(weights, 30, o -> o.generator(own));
              }
              default -> null;
            };
        DataLoader<List<Integer>> loader =
            new DataLoader<>(
                data,
                List::copyOf,
                o ->
                    o.batchSize(s.batch)
                        .shuffle(s.name.equals("loader"))
                        .sampler(sampler)
                        .generator(own)
                        .numWorkers(workers));
        assertThat(epoch(loader, s.batch)).isEqualTo(s.first);
        assertThat(epoch(loader, s.batch)).isEqualTo(s.second);
      }
      assertThat(global.random64() & Long.MAX_VALUE).isEqualTo(s.next);
      if (own != null) {
        assertThat(own.random64() & Long.MAX_VALUE).isEqualTo(s.ownNext);
      }
    }
  }

  private static List<Integer> epoch(DataLoader<List<Integer>> loader, int batchSize) {
    List<Integer> all = new ArrayList<>();
    int batches = 0;
    for (List<Integer> batch : loader) {
      assertThat(batch).hasSizeLessThanOrEqualTo(batchSize);
      all.addAll(batch);
      batches++;
    }
    assertThat(loader.size()).isEqualTo(batches);
    return all;
  }

  static Stream<List<Line>> epochs() {
    List<Line> all =
        lines("loader.tsv")
            .filter(f -> !f[0].equals("split"))
            .map(f -> new Line(f[0], f[1], f[2]))
            .toList();
    return IntStream.range(0, all.size() / 2).mapToObj(i -> all.subList(2 * i, 2 * i + 2));
  }

  @ParameterizedTest
  @MethodSource("epochs")
  void workersLoadAndDrawWhatPyTorchsWorkersDo(List<Line> epochs) {
    String name = epochs.getFirst().name;
    int workers = Integer.parseInt(epochs.getFirst().workers);
    for (int prefetch : workers == 0 ? new int[] {0} : new int[] {2, 1, 5}) {
      Generator.defaultGenerator().manualSeed(11);
      DataLoader<List<Item>> loader = loader(name, workers, prefetch);
      for (Line line : epochs) {
        String came = "";
        for (List<Item> batch : loader) {
          came += came.isEmpty() ? show(batch) : " " + show(batch);
        }
        assertThat(came).isEqualTo(line.batches);
      }
    }
  }

  private static DataLoader<List<Item>> loader(String name, int workers, int prefetch) {
    var options =
        new Object() {
          DataLoader.Options of(DataLoader.Options o) {
            DataLoader.Options with = o.numWorkers(workers);
            return prefetch == 0 ? with : with.prefetchFactor(prefetch);
          }
        };
    if (name.equals("map")) {
      return new DataLoader<>(
          numbers(23).map(LoaderOrderTest::item),
          List::copyOf,
          o -> options.of(o).batchSize(4).shuffle(true));
    }
    IterableDataset<Item> data = () -> items(!name.equals("iterable"));
    return new DataLoader<>(
        data, List::copyOf, o -> options.of(o).batchSize(3).dropLast(name.equals("drop")));
  }

  private static Iterator<Item> items(boolean shard) {
    int first = shard ? WorkerInfo.current().map(WorkerInfo::id).orElse(0) : 0;
    int step = shard ? WorkerInfo.current().map(WorkerInfo::numWorkers).orElse(1) : 1;
    return IntStream.iterate(first, i -> i < 10, i -> i + step)
        .mapToObj(LoaderOrderTest::item)
        .iterator();
  }

  /** With a number as {@code torch.rand(())} makes it. */
  private static Item item(int index) {
    long bits = WorkerInfo.currentGenerator().random();
    return new Item(index, (bits & 0xffffff) * 0x1p-24f);
  }

  private static String show(List<Item> batch) {
    return batch.stream().map(i -> "" + i.index).collect(joining(","))
        + "|"
        + batch.stream()
            .map(i -> "%08x".formatted(Float.floatToIntBits(i.random)))
            .collect(joining(","));
  }

  static Stream<Line> splits() {
    return lines("loader.tsv")
        .filter(f -> f[0].equals("split"))
        .map(f -> new Line(f[0], f[1], f[2]));
  }

  @ParameterizedTest
  @MethodSource("splits")
  void fractionsGiveTheLengthsOfPyTorch(Line line) {
    String[] lengthAndFractions = line.workers.split(":");
    double[] fractions =
        Arrays.stream(lengthAndFractions[1].split(",")).mapToDouble(Double::parseDouble).toArray();
    var parts = Dataset.randomSplit(numbers(Integer.parseInt(lengthAndFractions[0])), fractions);
    assertThat(parts.stream().map(p -> "" + p.size()).collect(joining(",")))
        .isEqualTo(line.batches);
  }

  private static Dataset<Integer> numbers(int n) {
    return Dataset.of(IntStream.range(0, n).boxed().toList());
  }

  private static List<Integer> integers(String text) {
    return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }
}
