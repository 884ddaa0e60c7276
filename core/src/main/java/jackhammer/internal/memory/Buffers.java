package jackhammer.internal.memory;

import jackhammer.DType;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where storages get their arrays from, and where recycled ones wait for the next use.
 *
 * <p>A training step asks for the same lengths again and again, so arrays are kept by exact length:
 * reuse costs neither zeroing nor cold pages. What waits is bounded by a share of the heap, and
 * held softly: where memory is short the collector takes it before anything fails.
 */
final class Buffers {
  /** The share of the heap that may wait here. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

  /** Below this, an allocation is cheaper than the look-up. */
  private static final int SMALLEST_LENGTH = 64;

  private static final Map<Key, Deque<SoftReference<Object>>> WAITING = new HashMap<>();

  /** Of all that was given and not taken, whether the collector has it by now or not. */
  private static long waitingBytes;

  private record Key(Class<?> type, int length, long bytes) {
    Key(DType dtype, int length) {
      this(arrayType(dtype), length, (long) length * dtype.itemSize());
    }
  }

  private Buffers() {}

  /**
   * A fresh array of zeros.
   *
   * @throws OutOfMemoryError says how large the array would have been
   */
  static Object newArray(DType dtype, int length) {
    try {
      return allocate(dtype, length);
    } catch (OutOfMemoryError e) {
      throw new OutOfMemoryError(
          String.format(
              Locale.ROOT,
              "no memory for a tensor of %,d elements of %s (%,d MB): the heap may grow to %,d MB;"
                  + " start java with a larger -Xmx",
              length,
              dtype,
              ((long) length * dtype.itemSize()) >> 20,
              Runtime.getRuntime().maxMemory() >> 20));
    }
  }

  private static Object allocate(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case INT64 -> new long[length];
      case INT32 -> new int[length];
      case INT16, FLOAT16, BFLOAT16 -> new short[length];
      case INT8, UINT8, BOOL -> new byte[length];
    };
  }

  private static Class<?> arrayType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> float[].class;
      case FLOAT64 -> double[].class;
      case INT64 -> long[].class;
      case INT32 -> int[].class;
      case INT16, FLOAT16, BFLOAT16 -> short[].class;
      case INT8, UINT8, BOOL -> byte[].class;
    };
  }

  /** An array of that length, content unspecified. */
  static Object take(DType dtype, int length) {
    if (length >= SMALLEST_LENGTH) {
      Key key = new Key(dtype, length);
      synchronized (WAITING) {
        Deque<SoftReference<Object>> arrays = WAITING.get(key);
        while (arrays != null && !arrays.isEmpty()) {
          waitingBytes -= key.bytes;
          Object array = arrays.pop().get();
          if (array != null) {
            return array;
          }
        }
      }
    }
    return newArray(dtype, length);
  }

  /** Takes an array back. */
  static void give(DType dtype, int length, Object array) {
    if (length < SMALLEST_LENGTH) {
      return;
    }
    Key key = new Key(dtype, length);
    synchronized (WAITING) {
      if (waitingBytes + key.bytes > MOST_BYTES) {
        forgetCollected();
      }
      if (waitingBytes + key.bytes <= MOST_BYTES) {
        waitingBytes += key.bytes;
        WAITING.computeIfAbsent(key, k -> new ArrayDeque<>()).push(new SoftReference<>(array));
      }
    }
  }

  private static void forgetCollected() {
    WAITING.forEach(
        (key, arrays) -> {
          int before = arrays.size();
          arrays.removeIf(a -> a.get() == null);
          waitingBytes -= (before - arrays.size()) * key.bytes;
        });
  }

  /** Bytes that wait for their next use. */
  static long waitingBytes() {
    synchronized (WAITING) {
      return waitingBytes;
    }
  }
}
