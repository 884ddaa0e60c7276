package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.memory.Storage;
import java.util.function.Consumer;

/**
 * A weight in the layout that a kernel wants. It is kept with the weight until that changes; then,
 * or at once where it cannot be kept, its memory is used again as soon as nobody reads it any more.
 */
final class PackedWeights implements Storage.Packed {
  private final Storage copy;

  /** Calls that read it, at first the one that makes it. */
  private int readers = 1;

  private boolean dropped;

  /** Hangs where a copy is worth keeping when the weight is used once more as it is. */
  private record UsedOnce(Object key) {}

  private PackedWeights(DType dtype, int length) {
    copy = Storage.uninitialised(dtype, length);
    copy.keep();
  }

  /**
   * The weight's float32 copy in the layout {@code key}; whoever asks releases it when it was read.
   *
   * @param make fills the copy where there is none yet
   */
  static PackedWeights of(Storage weight, Object key, int length, Consumer<float[]> make) {
    return of(weight, key, true, DType.FLOAT32, length, copy -> make.accept(copy.floats()));
  }

  /**
   * The same, kept only from the second time on that it is asked for: where a weight that is
   * trained is used once between two changes, and a copy that waits for the next is only in the
   * way.
   */
  static PackedWeights ofUsedTwice(
      Storage weight, Object key, DType dtype, int length, Consumer<Storage> make) {
    return of(weight, key, false, dtype, length, make);
  }

  private static PackedWeights of(
      Storage weight, Object key, boolean atOnce, DType dtype, int length, Consumer<Storage> make) {
    PackedWeights kept = kept(weight, key);
    if (kept != null) {
      return kept;
    }
    PackedWeights made = new PackedWeights(dtype, length);
    make.accept(made.copy);
    boolean wanted = atOnce || wasUsed(weight, key);
    if (!wanted || !weight.keepPacked(key, made)) {
      made.dropped();
    }
    return made;
  }

  /** The weight's copy in that layout if there is one, or null. */
  static PackedWeights kept(Storage weight, Object key) {
    return weight.packed(key) instanceof PackedWeights kept && kept.enter() ? kept : null;
  }

  /** Whether this has been asked of the weight as it is before. */
  static boolean wasUsed(Storage weight, Object key) {
    UsedOnce mark = new UsedOnce(key);
    if (weight.packed(mark) != null) {
      return true;
    }
    weight.keepPacked(mark, mark);
    return false;
  }

  Storage storage() {
    return copy;
  }

  float[] floats() {
    return copy.floats();
  }

  private synchronized boolean enter() {
    if (dropped) {
      return false;
    }
    readers++;
    return true;
  }

  synchronized void release() {
    readers--;
    recycle();
  }

  @Override
  public synchronized void dropped() {
    dropped = true;
    recycle();
  }

  private void recycle() {
    if (dropped && readers == 0 && !copy.isRecycled()) {
      copy.recycle();
    }
  }
}
