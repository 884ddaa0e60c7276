package jackhammer;

import jackhammer.internal.ops.Arrays;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Factories;
import jackhammer.internal.ops.RandomFills;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * What makes a {@link Tensor}: from Java's values, by a rule, at random, or like another one. Use
 * it as {@code Tensor.zeros(2, 3)}, or by {@code import static jackhammer.Tensor.*}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/torch.html#creation-ops">torch, creation
 *     ops</a>
 */
public abstract sealed class TensorFactories permits TensorFunctions {

  TensorFactories() {}

  // ---- from Java values ----

  /** Sizes for the functions that take options as well. */
  public static Size size(long... dims) {
    return Size.of(dims);
  }

  /** A 0-d float32 tensor. */
  public static Tensor tensor(double value) {
    return Factories.scalar(value);
  }

  /** A 0-d int64 tensor. */
  public static Tensor tensor(long value) {
    return Factories.scalar(value);
  }

  /** A 0-d bool tensor. */
  public static Tensor tensor(boolean value) {
    return Arrays.copyOf(value, null);
  }

  /** A 1-d float32 tensor: a copy. */
  public static Tensor tensor(double... values) {
    return Arrays.copyOf(values, null);
  }

  /** A 1-d float32 tensor: a copy. */
  public static Tensor tensor(float... values) {
    return Arrays.copyOf(values, null);
  }

  /** A 1-d int64 tensor: a copy. */
  public static Tensor tensor(long... values) {
    return Arrays.copyOf(values, null);
  }

  /** A 1-d int64 tensor: a copy. */
  public static Tensor tensor(int... values) {
    return Arrays.copyOf(values, null);
  }

  /** A 1-d bool tensor: a copy. */
  public static Tensor tensor(boolean... values) {
    return Arrays.copyOf(values, null);
  }

  /**
   * A copy of nested arrays: floating values give float32, whole numbers int64, booleans bool.
   *
   * <pre>{@code
   * tensor(new double[][] {{1, 2}, {3, 4}});
   * }</pre>
   *
   * @throws IllegalArgumentException if rows differ in length
   */
  public static Tensor tensor(Object nested) {
    return Arrays.copyOf(nested, null);
  }

  /** A copy of a number or of nested arrays with options. */
  public static Tensor tensor(Object nested, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("tensor", options, TensorOptions.DEFAULT);
    return finish(Arrays.copyOf(nested, o.dtype()), o);
  }

  /** A float32 tensor on this very array: changes of either are seen in both. */
  public static Tensor fromArray(float[] array, long... sizes) {
    Check.notNull("fromArray", "array", array);
    return Arrays.sharing(DType.FLOAT32, array, array.length, sizes);
  }

  /** A float64 tensor on this very array: changes of either are seen in both. */
  public static Tensor fromArray(double[] array, long... sizes) {
    Check.notNull("fromArray", "array", array);
    return Arrays.sharing(DType.FLOAT64, array, array.length, sizes);
  }

  /** An int64 tensor on this very array: changes of either are seen in both. */
  public static Tensor fromArray(long[] array, long... sizes) {
    Check.notNull("fromArray", "array", array);
    return Arrays.sharing(DType.INT64, array, array.length, sizes);
  }

  /** An int32 tensor on this very array: changes of either are seen in both. */
  public static Tensor fromArray(int[] array, long... sizes) {
    Check.notNull("fromArray", "array", array);
    return Arrays.sharing(DType.INT32, array, array.length, sizes);
  }

  /** An int16 tensor on this very array: changes of either are seen in both. */
  public static Tensor fromArray(short[] array, long... sizes) {
    Check.notNull("fromArray", "array", array);
    return Arrays.sharing(DType.INT16, array, array.length, sizes);
  }

  /** An int8 tensor on this very array: changes of either are seen in both. */
  public static Tensor fromArray(byte[] array, long... sizes) {
    Check.notNull("fromArray", "array", array);
    return Arrays.sharing(DType.INT8, array, array.length, sizes);
  }

  /** A tensor of {@code dtype} from raw numbers, in the buffer's byte order: a copy. */
  public static Tensor fromByteBuffer(ByteBuffer buffer, DType dtype, long... sizes) {
    return Arrays.fromBytes(buffer, dtype, sizes);
  }

  // ---- by rule ----

  /** Zeros; float32 by default. */
  public static Tensor zeros(long... sizes) {
    return zeros(Size.of(sizes), o -> o);
  }

  /** Zeros; float32 by default. */
  public static Tensor zeros(Size size, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("zeros", options, TensorOptions.DEFAULT);
    return finish(Factories.zeros("zeros", size, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** Ones; float32 by default. */
  public static Tensor ones(long... sizes) {
    return ones(Size.of(sizes), o -> o);
  }

  /** Ones; float32 by default. */
  public static Tensor ones(Size size, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("ones", options, TensorOptions.DEFAULT);
    return finish(Factories.full("ones", size, 1L, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** Numbers of any kind, to be overwritten; float32 by default. */
  public static Tensor empty(long... sizes) {
    return empty(Size.of(sizes), o -> o);
  }

  /** Numbers of any kind, to be overwritten; float32 by default. */
  public static Tensor empty(Size size, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("empty", options, TensorOptions.DEFAULT);
    return finish(Factories.empty("empty", size, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** Every element {@code value}; float32 by default. */
  public static Tensor full(Size size, double value) {
    return full(size, value, o -> o);
  }

  /** Every element {@code value}; float32 by default. */
  public static Tensor full(Size size, double value, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("full", options, TensorOptions.DEFAULT);
    return finish(Factories.full("full", size, value, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** Every element {@code value}; int64 by default. */
  public static Tensor full(Size size, long value) {
    return full(size, value, o -> o);
  }

  /** Every element {@code value}; int64 by default. */
  public static Tensor full(Size size, long value, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("full", options, TensorOptions.DEFAULT);
    return finish(Factories.full("full", size, value, o.dtypeOr(DType.INT64)), o);
  }

  /** 0, 1, ... below {@code end}; int64. */
  public static Tensor arange(long end) {
    return arange(0, end, 1, o -> o);
  }

  /** start, start + 1, ... below {@code end}; int64. */
  public static Tensor arange(long start, long end) {
    return arange(start, end, 1, o -> o);
  }

  /** start, start + step, ... before {@code end}; int64. */
  public static Tensor arange(long start, long end, long step) {
    return arange(start, end, step, o -> o);
  }

  /** start, start + step, ... before {@code end}; int64 by default. */
  public static Tensor arange(
      long start, long end, long step, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("arange", options, TensorOptions.DEFAULT);
    return finish(Factories.arange(start, end, step, o.dtypeOr(DType.INT64)), o);
  }

  /** 0, 1, ... below {@code end}; float32. */
  public static Tensor arange(double end) {
    return arange(0.0, end, 1.0, o -> o);
  }

  /** start, start + 1, ... below {@code end}; float32. */
  public static Tensor arange(double start, double end) {
    return arange(start, end, 1.0, o -> o);
  }

  /** start, start + step, ... before {@code end}; float32. */
  public static Tensor arange(double start, double end, double step) {
    return arange(start, end, step, o -> o);
  }

  /** start, start + step, ... before {@code end}; float32 by default. */
  public static Tensor arange(
      double start, double end, double step, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("arange", options, TensorOptions.DEFAULT);
    return finish(Factories.arange(start, end, step, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** {@code steps} numbers from start to end, both included, evenly spaced; float32. */
  public static Tensor linspace(double start, double end, long steps) {
    return linspace(start, end, steps, o -> o);
  }

  /** {@code steps} numbers from start to end, both included, evenly spaced; float32 by default. */
  public static Tensor linspace(
      double start, double end, long steps, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("linspace", options, TensorOptions.DEFAULT);
    return finish(Factories.linspace(start, end, steps, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** {@code steps} powers of 10 from 10^start to 10^end; float32. */
  public static Tensor logspace(double start, double end, long steps) {
    return logspace(start, end, steps, 10, o -> o);
  }

  /** {@code steps} powers of a base from base^start to base^end; float32 by default. */
  public static Tensor logspace(
      double start, double end, long steps, double base, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("logspace", options, TensorOptions.DEFAULT);
    return finish(Factories.logspace(start, end, steps, base, o.dtypeOr(DType.FLOAT32)), o);
  }

  /** The n by n unit matrix; float32. */
  public static Tensor eye(long n) {
    return eye(n, n, o -> o);
  }

  /** Ones on the diagonal of an n by m matrix; float32 by default. */
  public static Tensor eye(long n, long m, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("eye", options, TensorOptions.DEFAULT);
    return finish(Factories.eye(n, m, o.dtypeOr(DType.FLOAT32)), o);
  }

  /**
   * The places of the lower triangle of a matrix, row by row.
   *
   * @param offset of the last diagonal that counts; above the main one where positive
   * @return INT64 (2, n): rows, then columns
   */
  public static Tensor trilIndices(long rows, long columns, long offset) {
    return ones(rows, columns).tril(offset).nonzero().t().contiguous();
  }

  /**
   * The places of the upper triangle of a matrix, row by row.
   *
   * @param offset of the first diagonal that counts; above the main one where positive
   * @return INT64 (2, n): rows, then columns
   */
  public static Tensor triuIndices(long rows, long columns, long offset) {
    return ones(rows, columns).triu(offset).nonzero().t().contiguous();
  }

  /** Uniform numbers in [0, 1); float32 by default. */
  public static Tensor rand(long... sizes) {
    return rand(Size.of(sizes), o -> o);
  }

  /** Uniform numbers in [0, 1); float32 by default. */
  public static Tensor rand(Size size, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("rand", options, TensorOptions.DEFAULT);
    return finish(
        RandomFills.uniform(
            Factories.empty("rand", size, o.dtypeOr(DType.FLOAT32)),
            0,
            1,
            o.generatorOrDefault().stream()),
        o);
  }

  /** Standard normal numbers; float32 by default. */
  public static Tensor randn(long... sizes) {
    return randn(Size.of(sizes), o -> o);
  }

  /** Standard normal numbers; float32 by default. */
  public static Tensor randn(Size size, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("randn", options, TensorOptions.DEFAULT);
    return finish(
        RandomFills.normal(
            Factories.empty("randn", size, o.dtypeOr(DType.FLOAT32)),
            0,
            1,
            o.generatorOrDefault().stream()),
        o);
  }

  /** Whole numbers in [0, high); int64. */
  public static Tensor randint(long high, Size size) {
    return randint(0, high, size, o -> o);
  }

  /** Whole numbers in [low, high); int64. */
  public static Tensor randint(long low, long high, Size size) {
    return randint(low, high, size, o -> o);
  }

  /** Whole numbers in [low, high); int64 by default. */
  public static Tensor randint(
      long low, long high, Size size, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("randint", options, TensorOptions.DEFAULT);
    Tensor t = Factories.empty("randint", size, o.dtypeOr(DType.INT64));
    return finish(
        RandomFills.integers("randint", t, low, high, o.generatorOrDefault().stream()), o);
  }

  /** The numbers 0 to n - 1 in random order; int64. */
  public static Tensor randperm(long n) {
    return randperm(n, o -> o);
  }

  /** The numbers 0 to n - 1 in random order; int64 by default. */
  public static Tensor randperm(long n, UnaryOperator<TensorOptions> options) {
    TensorOptions o = Check.options("randperm", options, TensorOptions.DEFAULT);
    return finish(
        RandomFills.permutation(n, o.dtypeOr(DType.INT64), o.generatorOrDefault().stream()), o);
  }

  /** {@link #zeros(long...)} with the size and type of another tensor. */
  public static Tensor zerosLike(Tensor other) {
    return zerosLike(other, o -> o);
  }

  /**
   * {@link #zeros(long...)} with the size and, unless told otherwise, the type of another tensor.
   */
  public static Tensor zerosLike(Tensor other, UnaryOperator<TensorOptions> options) {
    TensorOptions o = like("zerosLike", other, options);
    return zeros(other.size(), x -> o);
  }

  /** {@link #ones(long...)} with the size and type of another tensor. */
  public static Tensor onesLike(Tensor other) {
    return onesLike(other, o -> o);
  }

  /**
   * {@link #ones(long...)} with the size and, unless told otherwise, the type of another tensor.
   */
  public static Tensor onesLike(Tensor other, UnaryOperator<TensorOptions> options) {
    TensorOptions o = like("onesLike", other, options);
    return ones(other.size(), x -> o);
  }

  /** {@link #empty(long...)} with the size and type of another tensor. */
  public static Tensor emptyLike(Tensor other) {
    return emptyLike(other, o -> o);
  }

  /**
   * {@link #empty(long...)} with the size and, unless told otherwise, the type of another tensor.
   */
  public static Tensor emptyLike(Tensor other, UnaryOperator<TensorOptions> options) {
    TensorOptions o = like("emptyLike", other, options);
    return empty(other.size(), x -> o);
  }

  /** {@link #rand(long...)} with the size and type of another tensor. */
  public static Tensor randLike(Tensor other) {
    return randLike(other, o -> o);
  }

  /**
   * {@link #rand(long...)} with the size and, unless told otherwise, the type of another tensor.
   */
  public static Tensor randLike(Tensor other, UnaryOperator<TensorOptions> options) {
    TensorOptions o = like("randLike", other, options);
    return rand(other.size(), x -> o);
  }

  /** {@link #randn(long...)} with the size and type of another tensor. */
  public static Tensor randnLike(Tensor other) {
    return randnLike(other, o -> o);
  }

  /**
   * {@link #randn(long...)} with the size and, unless told otherwise, the type of another tensor.
   */
  public static Tensor randnLike(Tensor other, UnaryOperator<TensorOptions> options) {
    TensorOptions o = like("randnLike", other, options);
    return randn(other.size(), x -> o);
  }

  /** Every element {@code value}, with the size and type of another tensor. */
  public static Tensor fullLike(Tensor other, double value) {
    Check.notNull("fullLike", "other", other);
    return full(other.size(), value, o -> o.dtype(other.dtype()));
  }

  /** Whole numbers in [low, high), with the size and type of another tensor. */
  public static Tensor randintLike(Tensor other, long low, long high) {
    Check.notNull("randintLike", "other", other);
    return randint(low, high, other.size(), o -> o.dtype(other.dtype()));
  }

  private static TensorOptions like(String op, Tensor other, UnaryOperator<TensorOptions> options) {
    Check.notNull(op, "other", other);
    return Check.options(op, options, TensorOptions.DEFAULT.dtype(other.dtype()));
  }

  private static Tensor finish(Tensor t, TensorOptions o) {
    return o.requiresGrad() ? t.requiresGrad_(true) : t;
  }
}
