package jackhammer.internal.kernel;

import jackhammer.internal.memory.Storage;

/** One element of a storage at a time, converted: for printing, {@code item()} and scalars. */
public final class Elements {
  private Elements() {}

  public static double getDouble(Storage s, int i) {
    return switch (s.dtype()) {
      case FLOAT32 -> s.floats()[i];
      case FLOAT64 -> s.doubles()[i];
      case FLOAT16 -> Float.float16ToFloat(s.shorts()[i]);
      case BFLOAT16 -> bfloat16ToFloat(s.shorts()[i]);
      default -> getLong(s, i);
    };
  }

  /** A floating value is cut towards zero. */
  public static long getLong(Storage s, int i) {
    return switch (s.dtype()) {
      case INT64 -> s.longs()[i];
      case INT32 -> s.ints()[i];
      case INT16 -> s.shorts()[i];
      case INT8, BOOL -> s.bytes()[i];
      case UINT8 -> s.bytes()[i] & 0xff;
      default -> (long) getDouble(s, i);
    };
  }

  public static void set(Storage s, int i, double value) {
    switch (s.dtype()) {
      case FLOAT32 -> s.floats()[i] = (float) value;
      case FLOAT64 -> s.doubles()[i] = value;
      case FLOAT16 -> s.shorts()[i] = Float.floatToFloat16((float) value);
      case BFLOAT16 -> s.shorts()[i] = floatToBfloat16((float) value);
      case BOOL -> s.bytes()[i] = (byte) (value != 0 ? 1 : 0);
      default -> set(s, i, (long) value);
    }
  }

  public static void set(Storage s, int i, long value) {
    switch (s.dtype()) {
      case FLOAT32 -> s.floats()[i] = value; // not by way of float64, which would round twice
      case INT64 -> s.longs()[i] = value;
      case INT32 -> s.ints()[i] = (int) value;
      case INT16 -> s.shorts()[i] = (short) value;
      case INT8, UINT8 -> s.bytes()[i] = (byte) value;
      case BOOL -> s.bytes()[i] = (byte) (value != 0 ? 1 : 0);
      default -> set(s, i, (double) value);
    }
  }

  public static float bfloat16ToFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Rounds to nearest, ties to even; NaN stays NaN. */
  public static short floatToBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (value != value) {
      return (short) 0x7fc0;
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
