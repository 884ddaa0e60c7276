package jackhammer.data;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;

/** Indices that are drawn all at once, but only when the first is asked for. */
final class LazyIndices implements PrimitiveIterator.OfInt {
  private final Supplier<int[]> draw;
  private int[] indices;
  private int at;

  LazyIndices(Supplier<int[]> draw) {
    this.draw = draw;
  }

  @Override
  public boolean hasNext() {
    if (indices == null) {
      indices = draw.get();
    }
    return at < indices.length;
  }

  @Override
  public int nextInt() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return indices[at++];
  }
}
