package jackhammer;

import java.util.Locale;

/**
 * The element type of a {@link Tensor}, with PyTorch's names, sizes and promotion rules.
 *
 * <p>{@code FLOAT16} and {@code BFLOAT16} are stored, converted, printed and computed element-wise
 * (through float32); matrix products and convolutions on them throw {@link
 * UnsupportedOperationException}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype">torch.dtype</a>
 */
public enum DType {
  /** 8-bit unsigned integer, 0 to 255. */
  UINT8(1, Kind.INTEGER),
  /** 8-bit signed integer. */
  INT8(1, Kind.INTEGER),
  /** 16-bit signed integer. */
  INT16(2, Kind.INTEGER),
  /** 32-bit signed integer. */
  INT32(4, Kind.INTEGER),
  /** 64-bit signed integer: PyTorch's default for whole numbers and indices. */
  INT64(8, Kind.INTEGER),
  /** IEEE 754 half precision: 5 exponent bits, 10 fraction bits. */
  FLOAT16(2, Kind.FLOATING),
  /** Brain floating point: the upper half of a float32. */
  BFLOAT16(2, Kind.FLOATING),
  /** IEEE 754 single precision: the default. */
  FLOAT32(4, Kind.FLOATING),
  /** IEEE 754 double precision. */
  FLOAT64(8, Kind.FLOATING),
  /** true or false, one byte each. */
  BOOL(1, Kind.BOOLEAN);

  private enum Kind {
    BOOLEAN,
    INTEGER,
    FLOATING
  }

  private final int itemSize;
  private final Kind kind;

  DType(int itemSize, Kind kind) {
    this.itemSize = itemSize;
    this.kind = kind;
  }

  /** Bytes of one element. */
  public int itemSize() {
    return itemSize;
  }

  /**
   * Whether this is one of the four floating-point types, the only ones that can have gradients.
   */
  public boolean isFloatingPoint() {
    return kind == Kind.FLOATING;
  }

  /** Whether this is an integer type; {@code BOOL} is not. */
  public boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  /** Whether values are stored in 16 bits and computed in float32. */
  public boolean isReducedFloat() {
    return this == FLOAT16 || this == BFLOAT16;
  }

  /**
   * The type in which {@code a} and {@code b} meet, as {@code torch.promote_types}: the higher of
   * the categories boolean, integer, floating; inside one category the wider; uint8 with a signed
   * type gives the next wider signed type, float16 with bfloat16 gives float32.
   */
  public static DType promote(DType a, DType b) {
    if (a == null || b == null) {
      throw new IllegalArgumentException("promote: a type must not be null");
    }
    if (a == b) {
      return a;
    }
    if (a.kind != b.kind) {
      return a.kind.compareTo(b.kind) > 0 ? a : b;
    }
    if (a.kind == Kind.INTEGER) {
      DType wide = a.itemSize >= b.itemSize ? a : b;
      boolean unsignedMeetsByte = wide.itemSize == 1;
      return unsignedMeetsByte ? INT16 : wide;
    }
    if (a.itemSize == b.itemSize) {
      return FLOAT32;
    }
    return a.itemSize > b.itemSize ? a : b;
  }

  /** Whether the category of {@code other} (boolean, integer, floating) is above this one's. */
  public boolean isLowerCategoryThan(DType other) {
    if (other == null) {
      throw new IllegalArgumentException("isLowerCategoryThan: other must not be null");
    }
    return kind.compareTo(other.kind) < 0;
  }

  /** PyTorch's name without the package: {@code float32}. */
  public String shortName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** PyTorch's name: {@code torch.float32}. */
  @Override
  public String toString() {
    return "torch." + shortName();
  }
}
