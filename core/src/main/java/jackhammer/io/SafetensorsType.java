package jackhammer.io;

import jackhammer.DType;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The element types of the safetensors format, in the order in which its reference writer sorts
 * tensors (widest alignment last here, first in the file).
 *
 * <p>Every type of the format is known here, so that a file can be checked to the last byte; those
 * without a {@link DType} cannot become a tensor.
 */
enum SafetensorsType {
  BOOL(8, DType.BOOL),
  F4(4, null),
  F6_E2M3(6, null),
  F6_E3M2(6, null),
  U8(8, DType.UINT8),
  I8(8, DType.INT8),
  F8_E5M2(8, null),
  F8_E4M3(8, null),
  F8_E8M0(8, null),
  F8_E4M3FNUZ(8, null),
  F8_E5M2FNUZ(8, null),
  I16(16, DType.INT16),
  U16(16, null),
  F16(16, DType.FLOAT16),
  BF16(16, DType.BFLOAT16),
  I32(32, DType.INT32),
  U32(32, null),
  F32(32, DType.FLOAT32),
  C64(64, null),
  F64(64, DType.FLOAT64),
  I64(64, DType.INT64),
  U64(64, null);

  private final int bits;
  private final DType dtype;

  SafetensorsType(int bits, DType dtype) {
    this.bits = bits;
    this.dtype = dtype;
  }

  /** Bits of one element. */
  int bits() {
    return bits;
  }

  /** The tensor type, or null if there is none. */
  DType dtype() {
    return dtype;
  }

  /** The type of that name in the file, or null. */
  static SafetensorsType named(String name) {
    for (SafetensorsType t : values()) {
      if (t.name().equals(name)) {
        return t;
      }
    }
    return null;
  }

  static SafetensorsType of(DType dtype) {
    for (SafetensorsType t : values()) {
      if (t.dtype == dtype) {
        return t;
      }
    }
    throw new AssertionError(dtype);
  }

  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }
}
