package jackhammer.internal.kernel;

import jackhammer.DType;
import jackhammer.internal.memory.Storage;
import java.util.Arrays;

/**
 * A strided view of a storage: what a tensor is to a kernel. Element (i0, i1, ...) lies at {@code
 * offset + i0 * strides[0] + i1 * strides[1] + ...}; a stride of 0 repeats one element.
 *
 * <p>Everything is an int: a storage has at most 2^31-1 elements.
 */
public final class Strided {
  private final Storage storage;
  private final int offset;
  private final int[] sizes;
  private final int[] strides;
  private final int numel;

  /**
   * The arrays are kept, not copied: callers hand over fresh ones. Without elements the offset is
   * 0, never a place behind the end of the memory.
   */
  public Strided(Storage storage, int offset, int[] sizes, int[] strides) {
    this.storage = storage;
    this.sizes = sizes;
    this.strides = strides;
    this.numel = numel(sizes);
    this.offset = numel == 0 ? 0 : offset;
  }

  /** A contiguous view of a whole storage. */
  public static Strided of(Storage storage, int... sizes) {
    return new Strided(storage, 0, sizes, contiguousStrides(sizes));
  }

  /** Fresh memory, content unspecified. */
  public static Strided empty(DType dtype, int... sizes) {
    return of(Storage.uninitialised(dtype, numel(sizes)), sizes);
  }

  /** Fresh memory of zeros. */
  public static Strided zeros(DType dtype, int... sizes) {
    return of(Storage.zeros(dtype, numel(sizes)), sizes);
  }

  /** A 0-d element; a floating value is rounded to the type, a boolean is value != 0. */
  public static Strided scalar(DType dtype, double value) {
    Storage s = Storage.zeros(dtype, 1);
    Elements.set(s, 0, value);
    return of(s);
  }

  /** A 0-d element from a whole number, exact for int64. */
  public static Strided scalar(DType dtype, long value) {
    Storage s = Storage.zeros(dtype, 1);
    Elements.set(s, 0, value);
    return of(s);
  }

  /**
   * The product of the sizes.
   *
   * @throws IllegalArgumentException if it is above 2^31-1
   */
  public static int numel(int[] sizes) {
    long n = 1;
    for (int s : sizes) {
      if (s == 0) {
        return 0;
      }
    }
    for (int s : sizes) {
      n *= s;
      if (n > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a tensor of size "
                + Arrays.toString(sizes)
                + " would have more than 2^31-1 elements, the most that one tensor can hold");
      }
    }
    return (int) n;
  }

  /** Whether {@code sizes} broadcasts to {@code target}. */
  public static boolean isExpandable(int[] sizes, int[] target) {
    int lead = target.length - sizes.length;
    if (lead < 0) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] != 1 && sizes[i] != target[lead + i]) {
        return false;
      }
    }
    return true;
  }

  /** Row-major strides. */
  public static int[] contiguousStrides(int[] sizes) {
    int[] strides = new int[sizes.length];
    int step = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= Math.max(sizes[d], 1);
    }
    return strides;
  }

  public Storage storage() {
    return storage;
  }

  public DType dtype() {
    return storage.dtype();
  }

  public int offset() {
    return offset;
  }

  public int dim() {
    return sizes.length;
  }

  /** Elements. */
  public int numel() {
    return numel;
  }

  public int size(int d) {
    return sizes[d];
  }

  public int stride(int d) {
    return strides[d];
  }

  /** The array itself: not to be changed. */
  public int[] sizes() {
    return sizes;
  }

  /** The array itself: not to be changed. */
  public int[] strides() {
    return strides;
  }

  /** Whether the elements lie row-major without gaps; dimensions of size 1 do not count. */
  public boolean isContiguous() {
    if (numel == 0) {
      return true;
    }
    int step = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      if (sizes[d] != 1) {
        if (strides[d] != step) {
          return false;
        }
        step *= sizes[d];
      }
    }
    return true;
  }

  /** The same storage seen with other sizes, strides and offset. */
  public Strided view(int newOffset, int[] newSizes, int[] newStrides) {
    return new Strided(storage, newOffset, newSizes, newStrides);
  }

  /** Contiguous data under other sizes with the same number of elements. */
  public Strided reshapeContiguous(int... newSizes) {
    return new Strided(storage, offset, newSizes, contiguousStrides(newSizes));
  }

  /**
   * The view with sizes {@code target}: missing leading dimensions and dimensions of size 1 repeat.
   * The sizes must be broadcastable; ops check that.
   */
  public Strided expand(int[] target) {
    if (Arrays.equals(sizes, target)) {
      return this;
    }
    int[] newStrides = new int[target.length];
    int lead = target.length - sizes.length;
    for (int d = 0; d < sizes.length; d++) {
      newStrides[lead + d] = sizes[d] == 1 && target[lead + d] != 1 ? 0 : strides[d];
    }
    return new Strided(storage, offset, target.clone(), newStrides);
  }

  /** With a new dimension of size 1 at place {@code d}. */
  public Strided unsqueeze(int d) {
    int n = sizes.length + 1;
    int[] newSizes = new int[n];
    int[] newStrides = new int[n];
    for (int i = 0; i < n; i++) {
      int from = i < d ? i : i - 1;
      newSizes[i] = i == d ? 1 : sizes[from];
      newStrides[i] = i == d ? (d == n - 1 ? 1 : sizes[d] * strides[d]) : strides[from];
    }
    return new Strided(storage, offset, newSizes, newStrides);
  }

  /** Two dimensions exchanged. */
  public Strided transpose(int a, int b) {
    int[] newSizes = sizes.clone();
    int[] newStrides = strides.clone();
    newSizes[a] = sizes[b];
    newSizes[b] = sizes[a];
    newStrides[a] = strides[b];
    newStrides[b] = strides[a];
    return new Strided(storage, offset, newSizes, newStrides);
  }

  /** {@code length} entries of dimension {@code d} from {@code start}. */
  public Strided narrow(int d, int start, int length) {
    int[] newSizes = sizes.clone();
    newSizes[d] = length;
    return new Strided(storage, offset + start * strides[d], newSizes, strides);
  }

  /** Entry {@code index} of dimension {@code d}, which disappears. */
  public Strided select(int d, int index) {
    int n = sizes.length - 1;
    int[] newSizes = new int[n];
    int[] newStrides = new int[n];
    for (int i = 0; i < n; i++) {
      newSizes[i] = sizes[i < d ? i : i + 1];
      newStrides[i] = strides[i < d ? i : i + 1];
    }
    return new Strided(storage, offset + index * strides[d], newSizes, newStrides);
  }

  /** The storage position of the element with row-major number {@code linear}. */
  public int position(int linear) {
    int p = offset;
    for (int d = sizes.length - 1; d >= 0 && linear != 0; d--) {
      p += linear % sizes[d] * strides[d];
      linear /= sizes[d];
    }
    return p;
  }
}
