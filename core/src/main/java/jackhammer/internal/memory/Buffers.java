package jackhammer.internal.memory;

import jackhammer.DType;

/** Where storages get their arrays from. */
final class Buffers {
  private Buffers() {}

  /** A fresh array of zeros. */
  static Object newArray(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> new float[length];
      case FLOAT64 -> new double[length];
      case INT64 -> new long[length];
      case INT32 -> new int[length];
      case INT16, FLOAT16, BFLOAT16 -> new short[length];
      case INT8, UINT8, BOOL -> new byte[length];
    };
  }

  /** An array of at least the length, content unspecified. */
  static Object take(DType dtype, int length) {
    return newArray(dtype, length);
  }

  /** Takes an array back. */
  static void give(DType dtype, Object array) {}
}
