package jackhammer.internal.random;

import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * In which order the elements of a strided view receive their draws: PyTorch walks the memory, not
 * the indices, so the transpose of a contiguous matrix gets the same numbers at the same addresses
 * as the matrix itself.
 */
final class Order {
  private Order() {}

  /** Fills {@code n} neighbours of a storage, the first at {@code at}. */
  @FunctionalInterface
  interface Run {
    void fill(Storage s, int at, int n);
  }

  /**
   * The dimensions from the largest stride of {@code x} to the smallest; equal strides keep their
   * order.
   */
  static int[] byStride(Strided x) {
    return IntStream.range(0, x.dim())
        .boxed()
        .sorted(Comparator.comparingInt((Integer d) -> -x.stride(d)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  static Strided permute(Strided x, int[] dims) {
    int[] sizes = Arrays.stream(dims).map(x::size).toArray();
    int[] strides = Arrays.stream(dims).map(x::stride).toArray();
    return x.view(x.offset(), sizes, strides);
  }

  /** Runs over {@code out} in memory order: at once where it has no gaps, else through a copy. */
  static void inMemory(Strided out, Run run) {
    if (out.numel() == 0) {
      return;
    }
    Strided memory = permute(out, byStride(out));
    if (memory.isContiguous()) {
      run.fill(out.storage(), out.offset(), out.numel());
      return;
    }
    Storage dense = Storage.uninitialised(out.dtype(), out.numel());
    run.fill(dense, 0, out.numel());
    scatter(dense, memory);
    dense.recycle();
  }

  /** Puts the elements of {@code dense} into {@code out}, row-major. */
  static void scatter(Storage dense, Strided out) {
    boolean whole = out.dtype().isInteger();
    for (int i = 0; i < out.numel(); i++) {
      int at = out.position(i);
      if (whole) {
        Elements.set(out.storage(), at, Elements.getLong(dense, i));
      } else {
        Elements.set(out.storage(), at, Elements.getDouble(dense, i));
      }
    }
  }
}
