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

  private PackedWeights(int length) {
    copy = Storage.uninitialised(DType.FLOAT32, length);
    copy.keep();
  }

  /**
   * The weight's copy in the layout {@code key}; whoever asks releases it when it was read.
   *
   * @param make fills the copy where there is none yet
   */
  static PackedWeights of(Storage weight, Object key, int length, Consumer<float[]> make) {
    if (weight.packed(key) instanceof PackedWeights kept && kept.enter()) {
      return kept;
    }
    PackedWeights made = new PackedWeights(length);
    make.accept(made.floats());
    if (!weight.keepPacked(key, made)) {
      made.dropped();
    }
    return made;
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
