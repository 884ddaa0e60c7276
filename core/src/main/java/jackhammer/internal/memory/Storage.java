package jackhammer.internal.memory;

import jackhammer.DType;
import java.util.Arrays;

/**
 * A flat run of numbers of one type: the only class that knows the Java array beneath a tensor.
 *
 * <p>Views share one storage. The version counts the in-place changes, so that autograd can tell
 * when a tensor that it saved was changed. Copies of the numbers in another layout (packed weights)
 * hang off the storage and are dropped as soon as the version moves on.
 */
public final class Storage {
  private final DType dtype;
  private final int length;
  private Object array;
  private int version;
  private PackedCopy packed;
  private boolean kept;

  /** How many gradients stand on it. */
  private int holders;

  /** Made in a step, at whose end or at the end of a later one it may be recycled. */
  private boolean madeInStep;

  /** The array is the user's too, who changes it without a word. */
  private final boolean shared;

  private Storage(DType dtype, int length, Object array, boolean shared) {
    this.dtype = dtype;
    this.length = length;
    this.array = array;
    this.shared = shared;
  }

  /** A storage of zeros. */
  public static Storage zeros(DType dtype, int length) {
    Object array = Buffers.take(dtype, length);
    clear(array);
    return StepScope.own(new Storage(dtype, length, array, false));
  }

  /** A storage whose content is unspecified: pooled memory comes back as it was left. */
  public static Storage uninitialised(DType dtype, int length) {
    return StepScope.own(new Storage(dtype, length, Buffers.take(dtype, length), false));
  }

  private static void clear(Object array) {
    switch (array) {
      case float[] a -> Arrays.fill(a, 0);
      case double[] a -> Arrays.fill(a, 0);
      case long[] a -> Arrays.fill(a, 0);
      case int[] a -> Arrays.fill(a, 0);
      case short[] a -> Arrays.fill(a, (short) 0);
      case byte[] a -> Arrays.fill(a, (byte) 0);
      default -> throw new IllegalStateException("no array of numbers: " + array.getClass());
    }
  }

  /**
   * A storage over an existing array, shared with the caller. The array's length may exceed what
   * the tensor uses.
   *
   * @throws IllegalArgumentException if the array is not of the type that {@code dtype} is kept in
   */
  public static Storage wrap(DType dtype, Object array) {
    int length =
        switch (array) {
          case float[] a when dtype == DType.FLOAT32 -> a.length;
          case double[] a when dtype == DType.FLOAT64 -> a.length;
          case long[] a when dtype == DType.INT64 -> a.length;
          case int[] a when dtype == DType.INT32 -> a.length;
          case short[] a when dtype == DType.INT16 || dtype.isReducedFloat() -> a.length;
          case byte[] a when dtype == DType.INT8 || dtype == DType.UINT8 || dtype == DType.BOOL ->
              a.length;
          default ->
              throw new IllegalArgumentException(
                  "storage of " + dtype + " cannot be kept in " + array.getClass().getSimpleName());
        };
    return new Storage(dtype, length, array, true);
  }

  public DType dtype() {
    return dtype;
  }

  /** Elements. */
  public int length() {
    return length;
  }

  public float[] floats() {
    return (float[]) live();
  }

  public double[] doubles() {
    return (double[]) live();
  }

  public long[] longs() {
    return (long[]) live();
  }

  public int[] ints() {
    return (int[]) live();
  }

  /** int16, or the raw bits of float16 and bfloat16. */
  public short[] shorts() {
    return (short[]) live();
  }

  /** int8, uint8, or bool as 0 and 1. */
  public byte[] bytes() {
    return (byte[]) live();
  }

  /** How many times the numbers were changed in place. */
  public int version() {
    return version;
  }

  /** Says that the numbers were changed in place. */
  public void changed() {
    version++;
    dropPacked();
  }

  /** A copy in another layout that wants to know when nobody will ask for it again. */
  public interface Packed {
    void dropped();
  }

  private void dropPacked() {
    PackedCopy all = packed;
    packed = null;
    for (PackedCopy p = all; p != null; p = p.next) {
      if (p.value instanceof Packed value) {
        value.dropped();
      }
    }
  }

  /** A copy of the current numbers in the layout {@code key}, or null. */
  public Object packed(Object key) {
    for (PackedCopy p = packed; p != null; p = p.next) {
      if (p.version == version && p.key.equals(key)) {
        return p.value;
      }
    }
    return null;
  }

  /**
   * Keeps a copy of the current numbers in the layout {@code key} until they change; of an array
   * that is shared with the user none is kept, since nothing tells when that changes.
   *
   * @return whether it is kept
   */
  public boolean keepPacked(Object key, Object value) {
    if (!shared) {
      packed = new PackedCopy(key, version, value, packed);
    }
    return !shared;
  }

  /** Survives the end of the step in which it was made, for good. */
  public void keep() {
    kept = true;
  }

  /** Survives until it is released as often as it was held. */
  public synchronized void hold() {
    holders++;
  }

  /**
   * The end of one {@link #hold}. After the last, what was made in a step ends with the step that
   * is under way on this thread, or with the collector.
   */
  public synchronized void release() {
    if (--holders == 0 && madeInStep && !kept) {
      StepScope.own(this);
    }
  }

  public synchronized boolean isKept() {
    return kept || holders > 0;
  }

  void madeInStep() {
    madeInStep = true;
  }

  /** Gives the array back to the pool; whoever touches this storage afterwards is told. */
  public void recycle() {
    Object a = array;
    array = null;
    dropPacked();
    if (a != null) {
      Buffers.give(dtype, length, a);
    }
  }

  /** {@link #recycle} for what was made in a step and is not kept, before that step's end. */
  public void recycleInStep() {
    if (madeInStep && !isKept()) {
      recycle();
    }
  }

  public boolean isRecycled() {
    return array == null;
  }

  private Object live() {
    Object a = array;
    if (a == null) {
      throw new IllegalStateException(
          "this tensor's memory was recycled when the Jackhammer.step that made it ended; return it"
              + " from the step, mark it with keep(), or copy what you need inside the step");
    }
    return a;
  }

  private record PackedCopy(Object key, int version, Object value, PackedCopy next) {}
}
