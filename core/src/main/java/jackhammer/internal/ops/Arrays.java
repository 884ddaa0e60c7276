package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Between tensors and Java's arrays, buffers and lists. */
public final class Arrays {
  private Arrays() {}

  // ---- in ----

  /** A copy of a number or of arrays nested to any depth; {@code dtype} null for the usual one. */
  public static Tensor copyOf(Object nested, DType dtype) {
    Check.notNull("tensor", "data", nested);
    List<Integer> sizes = new ArrayList<>();
    Object level = nested;
    while (level.getClass().isArray()) {
      int n = Array.getLength(level);
      sizes.add(n);
      Class<?> component = level.getClass().getComponentType();
      if (n == 0 || component.isPrimitive()) {
        level = component;
        break;
      }
      level = Array.get(level, 0);
      Check.notNull("tensor", "a row", level);
    }
    DType type = dtype != null ? dtype : usualType(level);
    int[] size = sizes.stream().mapToInt(Integer::intValue).toArray();
    Strided out = Strided.empty(type, size);
    copyLevel(nested, out.storage(), size, 0, 0);
    return Tensors.wrap(out);
  }

  private static DType usualType(Object sample) {
    Class<?> c = sample instanceof Class<?> k ? k : sample.getClass();
    while (c.isArray()) {
      c = c.getComponentType();
    }
    if (c == double.class || c == float.class || c == Double.class || c == Float.class) {
      return Types.defaultFloat();
    }
    if (c == boolean.class || c == Boolean.class) {
      return DType.BOOL;
    }
    if ((c.isPrimitive() && c != char.class) || Number.class.isAssignableFrom(c)) {
      return DType.INT64;
    }
    throw new IllegalArgumentException(
        "tensor: data must be numbers or booleans, or arrays of them, got " + c.getSimpleName());
  }

  private static int copyLevel(Object level, Storage out, int[] sizes, int depth, int position) {
    if (depth == sizes.length) {
      set(out, position, level);
      return position + 1;
    }
    int n = level != null && level.getClass().isArray() ? Array.getLength(level) : -1;
    if (n != sizes[depth]) {
      throw new IllegalArgumentException(
          String.format(
              "tensor: all rows of dimension %d must have %d elements as the first has, got %s",
              depth, sizes[depth], n < 0 ? "a row that is none" : n));
    }
    int at = position;
    for (int i = 0; i < n; i++) {
      at = copyLevel(Array.get(level, i), out, sizes, depth + 1, at);
    }
    return at;
  }

  private static void set(Storage out, int position, Object value) {
    switch (value) {
      case Boolean b -> Elements.set(out, position, b ? 1L : 0L);
      case Double d -> Elements.set(out, position, d.doubleValue());
      case Float f -> Elements.set(out, position, f.doubleValue());
      case Number n -> Elements.set(out, position, n.longValue());
      case null, default ->
          throw new IllegalArgumentException("tensor: rows are nested to different depths");
    }
  }

  /** A tensor on the caller's array; no sizes mean one dimension. */
  public static Tensor sharing(DType dtype, Object array, int length, long... sizes) {
    Check.notNull("fromArray", "sizes", sizes);
    int[] size = sizes.length == 0 ? new int[] {length} : Check.sizes("fromArray", sizes);
    if (Strided.numel(size) != length) {
      throw new IllegalArgumentException(
          String.format(
              "fromArray: size %s asks for %d elements, the array has %d",
              Check.show(size), Strided.numel(size), length));
    }
    return Tensors.wrap(Strided.of(Storage.wrap(dtype, array), size));
  }

  public static Tensor fromBytes(ByteBuffer buffer, DType dtype, long... sizes) {
    Check.notNull("fromByteBuffer", "buffer", buffer);
    Check.notNull("fromByteBuffer", "dtype", dtype);
    int[] size = Check.sizes("fromByteBuffer", sizes);
    int n = Strided.numel(size);
    ByteBuffer in = buffer.duplicate().order(buffer.order());
    if ((long) n * dtype.itemSize() != in.remaining()) {
      throw new IllegalArgumentException(
          String.format(
              "fromByteBuffer: size %s of %s takes %d bytes, the buffer has %d",
              Check.show(size), dtype, (long) n * dtype.itemSize(), in.remaining()));
    }
    Strided out = Strided.empty(dtype, size);
    Storage s = out.storage();
    switch (dtype) {
      case FLOAT32 -> in.asFloatBuffer().get(s.floats(), 0, n);
      case FLOAT64 -> in.asDoubleBuffer().get(s.doubles(), 0, n);
      case INT64 -> in.asLongBuffer().get(s.longs(), 0, n);
      case INT32 -> in.asIntBuffer().get(s.ints(), 0, n);
      case INT16, FLOAT16, BFLOAT16 -> in.asShortBuffer().get(s.shorts(), 0, n);
      case INT8, UINT8 -> in.get(s.bytes(), 0, n);
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          s.bytes()[i] = (byte) (in.get() != 0 ? 1 : 0);
        }
      }
    }
    return Tensors.wrap(out);
  }

  // ---- out ----

  public static ByteBuffer toBytes(Tensor t) {
    Strided s = Compute.contiguous(Tensors.data(t));
    int n = s.numel();
    int from = s.offset();
    long bytes = (long) n * s.dtype().itemSize();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "toByteBuffer: " + bytes + " bytes do not fit in one buffer of at most 2^31-1");
    }
    ByteBuffer out = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    Storage in = s.storage();
    switch (s.dtype()) {
      case FLOAT32 -> out.asFloatBuffer().put(in.floats(), from, n);
      case FLOAT64 -> out.asDoubleBuffer().put(in.doubles(), from, n);
      case INT64 -> out.asLongBuffer().put(in.longs(), from, n);
      case INT32 -> out.asIntBuffer().put(in.ints(), from, n);
      case INT16, FLOAT16, BFLOAT16 -> out.asShortBuffer().put(in.shorts(), from, n);
      case INT8, UINT8, BOOL -> out.duplicate().put(in.bytes(), from, n);
    }
    return out;
  }

  private static Strided as(Tensor t, DType dtype) {
    return Compute.contiguous(Compute.cast(Tensors.data(t), dtype));
  }

  public static float[] toFloats(Tensor t) {
    Strided s = as(t, DType.FLOAT32);
    return java.util.Arrays.copyOfRange(s.storage().floats(), s.offset(), s.offset() + s.numel());
  }

  public static double[] toDoubles(Tensor t) {
    Strided s = as(t, DType.FLOAT64);
    return java.util.Arrays.copyOfRange(s.storage().doubles(), s.offset(), s.offset() + s.numel());
  }

  public static long[] toLongs(Tensor t) {
    Strided s = as(t, DType.INT64);
    return java.util.Arrays.copyOfRange(s.storage().longs(), s.offset(), s.offset() + s.numel());
  }

  public static int[] toInts(Tensor t) {
    Strided s = as(t, DType.INT32);
    return java.util.Arrays.copyOfRange(s.storage().ints(), s.offset(), s.offset() + s.numel());
  }

  public static boolean[] toBooleans(Tensor t) {
    Strided s = as(t, DType.BOOL);
    boolean[] out = new boolean[s.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = s.storage().bytes()[s.offset() + i] != 0;
    }
    return out;
  }

  public static Object toList(Tensor t) {
    return toList(Tensors.data(t));
  }

  private static Object toList(Strided s) {
    if (s.dim() == 0) {
      if (s.dtype() == DType.BOOL) {
        return Elements.getLong(s.storage(), s.offset()) != 0;
      }
      return s.dtype().isFloatingPoint()
          ? (Object) Elements.getDouble(s.storage(), s.offset())
          : (Object) Elements.getLong(s.storage(), s.offset());
    }
    List<Object> list = new ArrayList<>(s.size(0));
    for (int i = 0; i < s.size(0); i++) {
      list.add(toList(s.select(0, i)));
    }
    return list;
  }
}
