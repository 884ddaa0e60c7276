package jackhammer.nn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Every layer, loss and function of the package. A test fails when one is missing. */
final class LayerSamples {
  private static final List<LayerRow> ALL = new LayerSamples().collect();

  private final List<LayerRow> rows = new ArrayList<>();

  private LayerSamples() {}

  private List<LayerRow> collect() {
    ConvLayers.add(this);
    ConvTransposeLayers.add(this);
    PadLayers.add(this);
    LazyLayers.add(this);
    UnfoldLayers.add(this);
    PoolLayers.add(this);
    NormLayers.add(this);
    MorePoolLayers.add(this);
    VisionLayers.add(this);
    LossLayers.add(this);
    ActivationLayers.add(this);
    OtherLayers.add(this);
    EmbeddingLayers.add(this);
    AttentionLayers.add(this);
    RecurrentLayers.add(this);
    SequenceLayers.add(this);
    DistanceLayers.add(this);
    Set<String> keys = new HashSet<>();
    for (LayerRow row : rows) {
      if (!keys.add(row.key)) {
        throw new IllegalStateException("two rows for " + row.key);
      }
    }
    return List.copyOf(rows);
  }

  /** All rows. */
  static List<LayerRow> all() {
    return ALL;
  }

  /** A row for a class of this package. */
  LayerRow layer(String key, Function<Args, ? extends Module> make) {
    LayerRow row = new LayerRow(key, make);
    rows.add(row);
    return row;
  }

  /** A row for a function that has no layer. */
  LayerRow function(String key, LayerRow.AsFunction call, String... names) {
    LayerRow row = new LayerRow(key, null).function(call, names);
    rows.add(row);
    return row;
  }

  /** A test of a row or of a case. */
  interface Body<T> {
    void run(T subject) throws Exception;
  }

  /** A test for each row that fits. */
  static Stream<DynamicTest> rows(Predicate<LayerRow> which, Body<LayerRow> body) {
    return ALL.stream()
        .filter(which)
        .map(row -> DynamicTest.dynamicTest(row.key, () -> body.run(row)));
  }

  /** A test for each row that fits, on all cases that fit. */
  static Stream<DynamicTest> cases(Predicate<LayerRun> which, Body<LayerRun> body) {
    return rows(
        row -> true,
        row -> {
          for (LayerCase c : LayerCase.all().get(row.key)) {
            LayerRun run = new LayerRun(row, c);
            if (which.test(run)) {
              try {
                body.run(run);
              } catch (Exception | AssertionError e) {
                throw new AssertionError(c + ": " + e.getMessage(), e);
              }
            }
          }
        });
  }
}
