package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.memory.Storage;

/**
 * What numbers are while they are computed with. Ten element types meet in four kinds, so that a
 * loop is written for a kind and not for a type: 16-bit floats are computed as float32 and rounded
 * once, all integers as int64 and cut to their width, which is exact and wraps as PyTorch does.
 */
enum Kind {
  /** {@code float[]}: float32, float16, bfloat16. */
  FLOAT,
  /** {@code double[]}: float64. */
  DOUBLE,
  /** {@code long[]}: integers, and bool as 0 and 1. */
  LONG,
  /** {@code byte[]} of 0 and 1: conditions and the results of predicates. */
  TRUTH;

  /** The kind in which elements of a type are computed with. */
  static Kind of(DType dtype) {
    return switch (dtype) {
      case FLOAT32, FLOAT16, BFLOAT16 -> FLOAT;
      case FLOAT64 -> DOUBLE;
      default -> LONG;
    };
  }

  /** Whether the array of such a storage is already one of this kind. */
  boolean isNative(DType dtype) {
    return switch (this) {
      case FLOAT -> dtype == DType.FLOAT32;
      case DOUBLE -> dtype == DType.FLOAT64;
      case LONG -> dtype == DType.INT64;
      case TRUTH -> dtype == DType.BOOL;
    };
  }

  /** Scratch of this kind. */
  Object newArray(int length) {
    return switch (this) {
      case FLOAT -> new float[length];
      case DOUBLE -> new double[length];
      case LONG -> new long[length];
      case TRUTH -> new byte[length];
    };
  }

  /** The array beneath a storage, whatever its type. */
  static Object array(Storage s) {
    return switch (s.dtype()) {
      case FLOAT32 -> s.floats();
      case FLOAT64 -> s.doubles();
      case INT64 -> s.longs();
      case INT32 -> s.ints();
      case INT16, FLOAT16, BFLOAT16 -> s.shorts();
      case INT8, UINT8, BOOL -> s.bytes();
    };
  }
}
