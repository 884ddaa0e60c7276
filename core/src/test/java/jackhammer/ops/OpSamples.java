package jackhammer.ops;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every op of the library, with what it is tried on. A test fails when one is missing. */
public final class OpSamples {
  private static final List<Row> ALL = collect();

  private OpSamples() {}

  private static List<Row> collect() {
    Rows rows = new Rows();
    ElementwiseSamples.add(rows);
    ReduceSamples.add(rows);
    OrderSamples.add(rows);
    ShapeSamples.add(rows);
    IndexSamples.add(rows);
    LinalgSamples.add(rows);
    Set<String> keys = new HashSet<>();
    for (Row row : rows.all) {
      if (!keys.add(row.key)) {
        throw new IllegalStateException("two rows for " + row.key);
      }
    }
    return List.copyOf(rows.all);
  }

  /** All rows. */
  static List<Row> all() {
    return ALL;
  }
}
