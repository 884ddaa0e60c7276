package jackhammer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.Generator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a loader promises beside the order of its items. */
class DataLoaderTest {
  private static final Dataset<Integer> TEN = Dataset.of(IntStream.range(0, 10).boxed().toList());

  @Test
  void makesBatchesInOrderAndKeepsOrDropsTheLast() {
    assertThat(loader(TEN, o -> o))
        .containsExactlyElementsOf(TEN.getItems(range(10)).stream().map(List::of).toList());
    assertThat(loader(TEN, o -> o.batchSize(4)))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7), List.of(8, 9));
    assertThat(loader(TEN, o -> o.batchSize(4).dropLast(true)))
        .containsExactly(List.of(0, 1, 2, 3), List.of(4, 5, 6, 7));
    assertThat(loader(TEN, o -> o.batchSize(5).dropLast(true))).hasSize(2);
    assertThat(loader(TEN, o -> o.batchSize(4)).size()).isEqualTo(3);
    assertThat(loader(TEN, o -> o.batchSize(4).dropLast(true)).size()).isEqualTo(2);
    assertThat(loader(Dataset.<Integer>of(List.of()), o -> o.batchSize(4))).isEmpty();
  }

  @Test
  void takesASamplerOrABatchSampler() {
    Sampler backwards = sampler(9, 8, 7, 6, 5);
    assertThat(loader(TEN, o -> o.batchSize(2).sampler(backwards)))
        .containsExactly(List.of(9, 8), List.of(7, 6), List.of(5));
    var batches = List.of(new int[] {3, 3}, new int[] {1});
    assertThat(loader(TEN, o -> o.batchSampler(batches)))
        .containsExactly(List.of(3, 3), List.of(1));
    assertThat(loader(TEN, o -> o.batchSampler(batches)).size()).isEqualTo(2);
    Iterable<int[]> endless = batches::iterator;
    assertThatThrownBy(() -> loader(TEN, o -> o.batchSampler(endless)).size())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("does not say how many batches it has");
  }

  @Test
  void workersGiveTheSameBatches() {
    for (int workers = 1; workers <= 4; workers++) {
      int n = workers;
      for (int seed = 0; seed < 5; seed++) {
        int s = seed;
        UnaryOperator<DataLoader.Options> options =
            o -> o.batchSize(3).shuffle(true).generator(new Generator().manualSeed(s));
        List<List<Integer>> direct = new ArrayList<>();
        loader(TEN, options).forEach(direct::add);
        assertThat(loader(TEN, o -> options.apply(o).numWorkers(n)))
            .containsExactlyElementsOf(direct);
      }
    }
  }

  @Test
  void workersLoadAheadButNotFurtherThanTheyShould() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch eight = new CountDownLatch(8);
    Dataset<Integer> counting =
        Dataset.of(IntStream.range(0, 100).boxed().toList())
            .map(
                i -> {
                  asked.incrementAndGet();
                  eight.countDown();
                  return i;
                });
    Iterator<List<Integer>> batches =
        loader(counting, o -> o.batchSize(2).numWorkers(2).prefetchFactor(2)).iterator();
    eight.await(); // all that may be loaded before anybody asks: 2 workers x 2 batches x 2 items
    assertThat(batches.next()).containsExactly(0, 1);
    assertThat(batches.next()).containsExactly(2, 3);
    assertThat(asked.get()).isBetween(8, 12);
  }

  @Test
  void oneWorkerDoesOneTaskAtATimeUnderItsOwnName() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Set<Integer> started = ConcurrentHashMap.newKeySet();
    Dataset<Integer> watching =
        TEN.map(
            i -> {
              WorkerInfo me = WorkerInfo.current().orElseThrow();
              threads.add(Thread.currentThread().getName() + " of " + me.numWorkers());
              assertThat(me.generator()).isSameAs(WorkerInfo.currentGenerator());
              assertThat(me.generator().initialSeed()).isEqualTo(me.seed());
              return i;
            });
    loader(watching, o -> o.numWorkers(2).workerInitFn(started::add)).forEach(b -> {});
    assertThat(threads)
        .containsExactlyInAnyOrder("jackhammer-loader-0 of 2", "jackhammer-loader-1 of 2");
    assertThat(started).containsExactlyInAnyOrder(0, 1);
    assertThat(WorkerInfo.current()).isEmpty();
    assertThat(WorkerInfo.currentGenerator()).isSameAs(Generator.defaultGenerator());
  }

  @Test
  void anItemThatFailsIsNamedWithAndWithoutWorkers() {
    Dataset<Integer> broken =
        TEN.map(
            i -> {
              if (i == 7) {
                throw new ArithmeticException("seven is bad");
              }
              return i;
            });
    for (int workers : new int[] {0, 1, 3}) {
      Iterator<List<Integer>> batches =
          loader(broken, o -> o.batchSize(2).numWorkers(workers)).iterator();
      for (int i = 0; i < 3; i++) {
        assertThat(batches.next()).containsExactly(2 * i, 2 * i + 1);
      }
      assertThatThrownBy(batches::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Dataset: item 7 could not be loaded: java.lang.ArithmeticException: seven is bad")
          .hasCauseInstanceOf(ArithmeticException.class);
      assertThat(batches.hasNext()).isFalse();
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void anItemOfAStreamThatFailsIsNamedByItsNumber() {
    IterableDataset<Integer> broken =
        () ->
            IntStream.range(0, 9)
                .mapToObj(
                    i -> {
                      if (i == 5) {
                        throw new ArithmeticException("five is bad");
                      }
                      return i;
                    })
                .iterator();
    for (int workers : new int[] {0, 1}) {
      Iterator<List<Integer>> batches =
          new DataLoader<List<Integer>>(
                  broken, List::copyOf, o -> o.batchSize(3).numWorkers(workers))
              .iterator();
      assertThat(batches.next()).containsExactly(0, 1, 2);
      assertThatThrownBy(batches::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "IterableDataset: item 5, counted from 0, could not be loaded:"
                  + " java.lang.ArithmeticException: five is bad");
    }
  }

  @Test
  void anErrorOfAWorkerIsNotWrapped() {
    Dataset<Integer> broken =
        TEN.map(
            i -> {
              throw new OutOfMemoryError("for the test");
            });
    assertThatThrownBy(() -> loader(broken, o -> o.numWorkers(2)).iterator().next())
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void anInterruptEndsTheEpochAndIsKept() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Dataset<Integer> stuck =
        TEN.map(
            i -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return i;
            });
    Iterator<List<Integer>> batches = loader(stuck, o -> o.numWorkers(1)).iterator();
    Thread.currentThread().interrupt();
    assertThatThrownBy(batches::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("interrupted while waiting for a batch");
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  @Test
  void threadsEndByThemselvesWhenAnEpochIsLeft() throws InterruptedException {
    Iterator<List<Integer>> left = loader(TEN, o -> o.numWorkers(3)).iterator();
    left.next();
    for (Thread t : loaderThreads()) {
      t.join(20_000);
    }
    assertThat(loaderThreads()).isEmpty();
    assertThat(left.next()).containsExactly(1); // and start again when they are asked
  }

  @Test
  void usesTheFastWayOfADatasetOnlyForTheDefaultCollate() {
    Dataset<List<Integer>> fast =
        new Dataset<>() {
          @Override
          public List<Integer> get(int index) {
            throw new AssertionError("not item by item");
          }

          @Override
          public int size() {
            return 4;
          }

          @Override
          public Optional<List<Integer>> batch(int[] indices) {
            if (indices[0] == 3) {
              throw new ArithmeticException("three is bad");
            }
            return Optional.of(List.of(indices[0], indices.length));
          }
        };
    Iterator<List<Integer>> batches =
        new DataLoader<>(new Subset<>(fast, 2, 1, 3), o -> o.batchSize(2)).iterator();
    assertThat(batches.next()).containsExactly(2, 2);
    assertThatThrownBy(batches::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "DataLoader: the batch of the items [2] could not be loaded:"
                + " java.lang.ArithmeticException: three is bad");
  }

  @Test
  void optionsThatExcludeEachOtherAreRefused() {
    Sampler some = sampler(1);
    refuses(o -> o.batchSize(0), "expected batchSize of at least 1, got 0");
    refuses(o -> o.numWorkers(-1), "expected numWorkers of at least 0, got -1");
    refuses(o -> o.prefetchFactor(0), "expected prefetchFactor of at least 1, got 0");
    refuses(o -> o.prefetchFactor(2), "expected numWorkers of at least 1 beside prefetchFactor=2");
    refuses(o -> o.shuffle(true).sampler(some), "expected a sampler or shuffle(true), got both");
    var batches = List.of(new int[] {1});
    refuses(o -> o.batchSampler(batches).batchSize(2), "beside a batchSampler");
    refuses(o -> o.batchSampler(batches).dropLast(true), "beside a batchSampler");
    refuses(o -> o.batchSampler(batches).shuffle(true), "beside a batchSampler");
    refuses(o -> o.batchSampler(batches).sampler(some), "beside a batchSampler");
    IterableDataset<Integer> stream = () -> List.of(1, 2).iterator();
    for (UnaryOperator<DataLoader.Options> bad :
        List.<UnaryOperator<DataLoader.Options>>of(
            o -> o.shuffle(true), o -> o.sampler(some), o -> o.batchSampler(batches))) {
      assertThatThrownBy(() -> new DataLoader<List<Integer>>(stream, List::copyOf, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("over an IterableDataset, whose items have no index");
    }
    assertThatThrownBy(() -> new DataLoader<List<Integer>>(stream, List::copyOf, o -> o).size())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () -> new DataLoader<List<Integer>>(TEN, items -> null, o -> o).iterator().next())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("from the collate function, got null");
  }

  private static void refuses(UnaryOperator<DataLoader.Options> options, String says) {
    assertThatThrownBy(() -> loader(TEN, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  private static DataLoader<List<Integer>> loader(
      Dataset<Integer> data, UnaryOperator<DataLoader.Options> options) {
    return new DataLoader<>(data, List::copyOf, options);
  }

  private static Sampler sampler(int... indices) {
    return new Sampler() {
      @Override
      public java.util.PrimitiveIterator.OfInt iterator() {
        return IntStream.of(indices).iterator();
      }

      @Override
      public int size() {
        return indices.length;
      }
    };
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }

  private static List<Thread> loaderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("jackhammer-loader-"))
        .toList();
  }
}
