package jackhammer;

import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.TensorState;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.ops.Arrays;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Comparing;
import jackhammer.internal.ops.Contractions;
import jackhammer.internal.ops.Copying;
import jackhammer.internal.ops.Counting;
import jackhammer.internal.ops.Einsum;
import jackhammer.internal.ops.Factories;
import jackhammer.internal.ops.Joining;
import jackhammer.internal.ops.Masks;
import jackhammer.internal.ops.RandomFills;
import jackhammer.internal.ops.Scanning;
import jackhammer.internal.ops.Selecting;
import jackhammer.internal.random.RandomStream;
import jackhammer.internal.text.TensorFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Numbers of one type in a grid of any number of dimensions, with PyTorch's operations, printed
 * form and gradients. The operations are in the interfaces that it implements, one for each family;
 * what makes tensors is static here and meant for static import.
 *
 * <pre>{@code
 * import static jackhammer.Tensor.*;
 *
 * Tensor x = linspace(16, 1, 16).reshape(1, 1, 4, 4);
 * Tensor y = x.mul(2).add(1).relu();
 * }</pre>
 *
 * <p>A tensor is a handle: several may show the same memory (see {@link ShapeOps}). There is
 * nothing to close. Two tensors are {@code equals} only if they are the same object; {@link #eq}
 * compares numbers.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/tensors.html">torch.Tensor</a>
 */
public sealed class Tensor
    implements ElementwiseOps,
        CompareOps,
        ReduceOps,
        ScanOps,
        SortOps,
        ShapeOps,
        ArrangeOps,
        IndexOps,
        LinalgOps,
        SpecialOps,
        NewOps
    permits Parameter {

  static {
    Tensors.open(
        new Tensors.Access() {
          @Override
          public TensorState state(Tensor t) {
            return t.state;
          }

          @Override
          public Tensor wrap(TensorState state) {
            return new Tensor(state);
          }
        });
  }

  private final TensorState state;

  Tensor(TensorState state) {
    this.state = state;
  }

  // ---- what it is
  // --------------------------------------------------------------------------------

  /** The sizes, outermost first. */
  public Size size() {
    return Size.of(Factories.toLong(strided().sizes()));
  }

  /** The size of one dimension. */
  public long size(long dim) {
    return strided().size(existing("size", dim));
  }

  private int existing(String op, long dim) {
    if (strided().dim() == 0) {
      throw new IndexOutOfBoundsException(op + ": a 0-d tensor has no dimension, got dim " + dim);
    }
    return Check.dim(op, dim, strided().dim());
  }

  /** The number of dimensions. */
  public long dim() {
    return strided().dim();
  }

  /** The number of elements. */
  public long numel() {
    return strided().numel();
  }

  /** Steps in memory from one element of a dimension to the next. */
  public long[] stride() {
    return Factories.toLong(strided().strides());
  }

  /** Steps in memory from one element of a dimension to the next. */
  public long stride(long dim) {
    return strided().stride(existing("stride", dim));
  }

  /** The place of the first element in its storage. */
  public long storageOffset() {
    return strided().offset();
  }

  /** Whether the elements lie row-major without gaps. */
  public boolean isContiguous() {
    return strided().isContiguous();
  }

  /** Whether both show the same memory. */
  public boolean sharesStorageWith(Tensor other) {
    Check.notNull("sharesStorageWith", "other", other);
    return strided().storage() == other.strided().storage();
  }

  /** The element type. */
  public DType dtype() {
    return strided().dtype();
  }

  /** Where the numbers are. */
  public Device device() {
    return Device.CPU;
  }

  /** Whether the element type is a floating-point type. */
  public boolean isFloatingPoint() {
    return dtype().isFloatingPoint();
  }

  private Strided strided() {
    return state.data();
  }

  // ---- reading
  // -----------------------------------------------------------------------------------

  /**
   * The only element, as a double.
   *
   * @throws IllegalArgumentException if there is not exactly one
   */
  public double item() {
    Strided s = only("item");
    return Elements.getDouble(s.storage(), s.offset());
  }

  /** The only element of an integer or boolean tensor; a floating value is cut towards 0. */
  public long itemLong() {
    Strided s = only("itemLong");
    return Elements.getLong(s.storage(), s.offset());
  }

  /** Whether the only element is not 0. */
  public boolean itemBoolean() {
    Strided s = only("itemBoolean");
    return Elements.getDouble(s.storage(), s.offset()) != 0;
  }

  private Strided only(String op) {
    Strided s = strided();
    if (s.numel() != 1) {
      throw new IllegalArgumentException(
          op
              + ": expected a tensor with exactly one element, got one of size "
              + size()
              + "; select an element first, or use toDoubleArray()");
    }
    return s;
  }

  /** A copy of the numbers, row-major, converted. */
  public float[] toFloatArray() {
    return Arrays.toFloats(this);
  }

  /** A copy of the numbers, row-major, converted. */
  public double[] toDoubleArray() {
    return Arrays.toDoubles(this);
  }

  /** A copy of the numbers, row-major; floating values are cut towards 0. */
  public long[] toLongArray() {
    return Arrays.toLongs(this);
  }

  /** A copy of the numbers, row-major; floating values are cut towards 0. */
  public int[] toIntArray() {
    return Arrays.toInts(this);
  }

  /** A copy of the numbers, row-major: whether each is not 0. */
  public boolean[] toBooleanArray() {
    return Arrays.toBooleans(this);
  }

  /** The numbers as nested lists of Double, Long or Boolean; of a 0-d tensor the number itself. */
  public Object tolist() {
    return Arrays.toList(this);
  }

  // ---- conversion, copies
  // --------------------------------------------------------------------------

  /** The same numbers in another type; this tensor if it has that type. */
  public Tensor to(DType dtype) {
    return Copying.to(this, dtype);
  }

  /** In the type of {@code other}. */
  public Tensor typeAs(Tensor other) {
    Check.notNull("typeAs", "other", other);
    return Copying.to(this, other.dtype());
  }

  /** As float32. */
  public Tensor toFloat() {
    return to(DType.FLOAT32);
  }

  /** As float64. */
  public Tensor toDouble() {
    return to(DType.FLOAT64);
  }

  /** As int64. */
  public Tensor toLong() {
    return to(DType.INT64);
  }

  /** As bool: whether each is not 0. */
  public Tensor toBool() {
    return to(DType.BOOL);
  }

  /** A copy in memory of its own, inside the graph. */
  @Override
  public Tensor clone() {
    return Copying.clone(this);
  }

  /** Writes the numbers of {@code source}, broadcast and converted, into this tensor. */
  public Tensor copy_(Tensor source) {
    return Copying.copyInto(this, source);
  }

  /** Every element becomes {@code value}. */
  public Tensor fill_(double value) {
    return Copying.fill(this, value);
  }

  /** Every element becomes {@code value}. */
  public Tensor fill_(long value) {
    return Copying.fill(this, value);
  }

  /** Every element becomes the 0-d tensor {@code value}. */
  public Tensor fill_(Tensor value) {
    return Copying.fill(this, value);
  }

  /** Every element becomes 0. */
  public Tensor zero_() {
    return Copying.zero(this);
  }

  // ---- random fills
  // --------------------------------------------------------------------------------

  /** Uniform numbers in [0, 1). */
  public Tensor uniform_() {
    return uniform_(0, 1);
  }

  /** Uniform numbers in [from, to). */
  public Tensor uniform_(double from, double to) {
    return uniform_(from, to, null);
  }

  /** Uniform numbers in [from, to) from a generator; null for the process-wide one. */
  public Tensor uniform_(double from, double to, Generator generator) {
    return RandomFills.uniform(this, from, to, stream(generator));
  }

  /** Numbers from the standard normal distribution. */
  public Tensor normal_() {
    return normal_(0, 1);
  }

  /** Normally distributed numbers. */
  public Tensor normal_(double mean, double std) {
    return normal_(mean, std, null);
  }

  /** Normally distributed numbers from a generator; null for the process-wide one. */
  public Tensor normal_(double mean, double std, Generator generator) {
    return RandomFills.normal(this, mean, std, stream(generator));
  }

  /** Ones with probability p, else zeros. */
  public Tensor bernoulli_(double p) {
    return bernoulli_(p, null);
  }

  /** Ones with probability p, else zeros, from a generator; null for the process-wide one. */
  public Tensor bernoulli_(double p, Generator generator) {
    return RandomFills.bernoulli(this, p, stream(generator));
  }

  /** Ones with the probabilities that this tensor holds, else zeros, in a new tensor. */
  public Tensor bernoulli() {
    return bernoulli(null);
  }

  /** The same from a generator; null for the process-wide one. */
  public Tensor bernoulli(Generator generator) {
    return RandomFills.bernoulli(this, stream(generator));
  }

  /** Whole numbers in [from, to). */
  public Tensor random_(long from, long to) {
    return random_(from, to, null);
  }

  /** Whole numbers in [from, to) from a generator; null for the process-wide one. */
  public Tensor random_(long from, long to, Generator generator) {
    return RandomFills.integers("random_", this, from, to, stream(generator));
  }

  /** Whole numbers from 0 to the largest that the type holds exactly. */
  public Tensor random_() {
    return RandomFills.integers(this, stream(null));
  }

  /** INT64 numbers of rows, drawn with the weights that this tensor holds, without replacement. */
  public Tensor multinomial(long numSamples) {
    return multinomial(numSamples, false, null);
  }

  /** INT64 numbers of rows, drawn with the weights that this tensor holds. */
  public Tensor multinomial(long numSamples, boolean replacement, Generator generator) {
    return RandomFills.multinomial(this, numSamples, replacement, stream(generator));
  }

  private static RandomStream stream(Generator generator) {
    return (generator == null ? Generator.defaultGenerator() : generator).stream();
  }

  // ---- autograd
  // ------------------------------------------------------------------------------------

  /** Whether operations on this tensor are recorded for gradients. */
  public boolean requiresGrad() {
    return Graph.needsGrad(this);
  }

  /** Asks for gradients. */
  public Tensor requiresGrad_() {
    return requiresGrad_(true);
  }

  /**
   * Asks for gradients, or stops asking.
   *
   * @throws IllegalArgumentException if the type is not a floating-point type
   */
  public Tensor requiresGrad_(boolean wish) {
    Graph.requiresGrad(this, wish);
    return this;
  }

  /** Whether this tensor was made by the user and not by a recorded operation. */
  public boolean isLeaf() {
    return Graph.isLeaf(this);
  }

  /** What made this tensor, printed as PyTorch prints it; null for a leaf. */
  public GradFn gradFn() {
    return Graph.gradFn(this);
  }

  /** The accumulated gradient, row-major whatever the layout of this tensor, or null. */
  public Tensor grad() {
    return state.grad();
  }

  /**
   * Sets or drops the gradient.
   *
   * @throws IllegalArgumentException if it has another size or type
   */
  public void grad(Tensor value) {
    if (value != null && (!value.size().equals(size()) || value.dtype() != dtype())) {
      throw new IllegalArgumentException(
          String.format(
              "grad: expected a gradient of size %s and type %s, got %s and %s",
              size(), dtype(), value.size(), value.dtype()));
    }
    state.grad(value);
  }

  /** Adds the gradients of this tensor, which has one element, to the leaves that it depends on. */
  public void backward() {
    Autograd.backward(this, null, o -> o);
  }

  /**
   * Adds gradients to the leaves that this tensor depends on.
   *
   * @param gradient what to start from, of this tensor's size
   */
  public void backward(Tensor gradient) {
    Autograd.backward(this, gradient, o -> o);
  }

  /** The same with options, for example {@code o -> o.retainGraph(true)}. */
  public void backward(Tensor gradient, UnaryOperator<Autograd.BackwardOptions> options) {
    Autograd.backward(this, gradient, options);
  }

  /** The same numbers outside the graph. */
  public Tensor detach() {
    return Tensors.detached(this);
  }

  /** PyTorch's {@code x.data}: the same numbers outside the graph, as {@link #detach}. */
  public Tensor data() {
    return detach();
  }

  /** Takes this tensor out of the graph. */
  public Tensor detach_() {
    Graph.detachInPlace(this);
    return this;
  }

  /** Keeps the gradient of a tensor that is not a leaf. */
  public Tensor retainGrad() {
    Graph.retainGrad(this);
    return this;
  }

  /** Whether the gradient is kept though this is not a leaf. */
  public boolean retainsGrad() {
    return Graph.retainsGrad(this);
  }

  /**
   * Calls {@code hook} with each gradient of this tensor; what it returns, if not null, takes the
   * gradient's place.
   *
   * @return takes the hook away again when run
   */
  public Runnable registerHook(UnaryOperator<Tensor> hook) {
    return Graph.addHook(this, Check.notNull("registerHook", "hook", hook));
  }

  /**
   * Calls {@code hook} after a gradient was added to this leaf's.
   *
   * @return takes the hook away again when run
   */
  public Runnable registerPostAccumulateGradHook(Runnable hook) {
    return Graph.addPostAccumulateHook(
        this, Check.notNull("registerPostAccumulateGradHook", "hook", hook));
  }

  /** Whether this tensor was made in inference mode. */
  public boolean isInference() {
    return state.isInference();
  }

  /** Keeps this tensor beyond the {@link Jackhammer#step} in which it was made. */
  public Tensor keep() {
    strided().storage().keep();
    return this;
  }

  // ---- making tensors: from Java values
  // --------------------------------------------------------------

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

  /** The raw numbers, row-major and little-endian: a copy. */
  public ByteBuffer toByteBuffer() {
    return Arrays.toBytes(this);
  }

  // ---- making tensors: by rule
  // -----------------------------------------------------------------------

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

  // ---- indices
  // ---------------------------------------------------------------------------------------

  /** Python's {@code ...} among indices: all dimensions that are left. */
  public static final Index ELLIPSIS = Index.Mark.ELLIPSIS;

  /** Python's {@code None} among indices: a new dimension of size 1; in a slice an open end. */
  public static final Index NONE = Index.Mark.NONE;

  /** Python's {@code :} among indices: a whole dimension. */
  public static Index slice() {
    return new Index.Slice(null, null, null);
  }

  /** Python's {@code :end} among indices. */
  public static Index slice(Object end) {
    return new Index.Slice(null, bound("end", end), null);
  }

  /** Python's {@code start:end} among indices; {@link #NONE} leaves an end open. */
  public static Index slice(Object start, Object end) {
    return new Index.Slice(bound("start", start), bound("end", end), null);
  }

  /** Python's {@code start:end:step} among indices; {@link #NONE} leaves an end open. */
  public static Index slice(Object start, Object end, Object step) {
    return new Index.Slice(bound("start", start), bound("end", end), bound("step", step));
  }

  private static Long bound(String name, Object value) {
    return switch (value) {
      case null -> null;
      case Index.Mark m when m == Index.Mark.NONE -> null;
      case Long n -> n;
      case Integer n -> (long) n;
      case Short n -> (long) n;
      case Byte n -> (long) n;
      default ->
          throw new IllegalArgumentException(
              "slice: " + name + " must be a whole number or NONE, got " + value);
    };
  }

  // ---- several tensors made one
  // ------------------------------------------------------------------------

  /** Tensors one after the other along an existing dimension. */
  public static Tensor cat(long dim, Tensor... tensors) {
    return Joining.cat(dim, tensors);
  }

  /** Tensors one after the other along an existing dimension. */
  public static Tensor cat(long dim, List<Tensor> tensors) {
    return Joining.cat(dim, array("cat", tensors));
  }

  /** Tensors of one size beside each other along a new dimension. */
  public static Tensor stack(long dim, Tensor... tensors) {
    return Joining.stack(dim, tensors);
  }

  /** Tensors of one size beside each other along a new dimension. */
  public static Tensor stack(long dim, List<Tensor> tensors) {
    return Joining.stack(dim, array("stack", tensors));
  }

  private static Tensor[] array(String op, List<Tensor> tensors) {
    return Check.notNull(op, "tensors", tensors).toArray(new Tensor[0]);
  }

  /** Side by side: along dimension 1, 1-d tensors along 0. */
  public static Tensor hstack(Tensor... tensors) {
    return Joining.hstack(tensors);
  }

  /** One above the other: along dimension 0, 1-d tensors as rows. */
  public static Tensor vstack(Tensor... tensors) {
    return Joining.vstack(tensors);
  }

  /** Beside each other as columns: 1-d tensors stand up, others as {@link #hstack}. */
  public static Tensor columnStack(Tensor... tensors) {
    return Joining.columnStack(tensors);
  }

  /** Matrices along the diagonal of a larger one, zeros elsewhere; vectors count as rows. */
  public static Tensor blockDiag(Tensor... tensors) {
    return Joining.blockDiag(tensors);
  }

  /** One behind the other: along dimension 2. */
  public static Tensor dstack(Tensor... tensors) {
    return Joining.dstack(tensors);
  }

  /** The coordinates of the points of a grid, first axis first: one tensor for each axis. */
  public static Tensor[] meshgrid(Tensor... axes) {
    return Joining.meshgrid("ij", axes);
  }

  /**
   * The coordinates of the points of a grid.
   *
   * @param indexing "ij": the first axis goes down; "xy": it goes right
   */
  public static Tensor[] meshgrid(String indexing, Tensor... axes) {
    return Joining.meshgrid(indexing, axes);
  }

  /** Every combination of one element of each vector: a row for each. */
  public static Tensor cartesianProd(Tensor... vectors) {
    return Joining.cartesianProd(vectors);
  }

  /**
   * INT64: where each value would have to be put into a sorted row to keep it sorted: before equal
   * elements. Sorted rows of several dimensions are searched row by row.
   */
  public static Tensor searchsorted(Tensor sorted, Tensor values) {
    return Counting.searchsorted("searchsorted", sorted, values, false);
  }

  /** The same; {@code right}: behind equal elements. */
  public static Tensor searchsorted(Tensor sorted, Tensor values, boolean right) {
    return Counting.searchsorted("searchsorted", sorted, values, right);
  }

  /** INT64: into which of the intervals between sorted boundaries each value falls. */
  public static Tensor bucketize(Tensor values, Tensor boundaries) {
    return Counting.searchsorted("bucketize", boundaries, values, false);
  }

  /** The same; {@code right}: a value that equals a boundary falls into the interval above it. */
  public static Tensor bucketize(Tensor values, Tensor boundaries, boolean right) {
    return Counting.searchsorted("bucketize", boundaries, values, right);
  }

  /** BOOL: whether each element is among the others. */
  public static Tensor isin(Tensor elements, Tensor others) {
    return Comparing.isin(elements, others);
  }

  /** The standard deviation and the mean over these dimensions; none named means all. */
  public static Tensor[] stdMean(Tensor x, long... dims) {
    Check.notNull("stdMean", "x", x);
    return new Tensor[] {x.std(dims), x.mean(dims)};
  }

  /** The variance and the mean over these dimensions; none named means all. */
  public static Tensor[] varMean(Tensor x, long... dims) {
    Check.notNull("varMean", "x", x);
    return new Tensor[] {x.var(dims), x.mean(dims)};
  }

  /** The sum of products over the last {@code dims} dimensions of a and the first ones of b. */
  public static Tensor tensordot(Tensor a, Tensor b, long dims) {
    return Contractions.tensordot(a, b, dims);
  }

  /**
   * The sum of products over dimensions of a and of b, which meet in the order given.
   *
   * <pre>{@code
   * tensordot(ones(3, 4, 5), ones(4, 3, 2), new long[] {1, 0}, new long[] {0, 1}); // (5, 2)
   * }</pre>
   */
  public static Tensor tensordot(Tensor a, Tensor b, long[] dimsA, long[] dimsB) {
    return Contractions.tensordot(a, b, dimsA, dimsB);
  }

  /** Euclidean distances between all rows of a, (*, P, M), and of b, (*, R, M): (*, P, R). */
  public static Tensor cdist(Tensor a, Tensor b) {
    return Contractions.cdist(a, b, 2);
  }

  /** Distances by the p-norm between all rows of a, (*, P, M), and of b, (*, R, M): (*, P, R). */
  public static Tensor cdist(Tensor a, Tensor b, double p) {
    return Contractions.cdist(a, b, p);
  }

  /** The area under y along its last dimension, by straight lines, with a distance of 1. */
  public static Tensor trapezoid(Tensor y) {
    return Scanning.trapezoid(y, 1, -1);
  }

  /** The area under y along a dimension, by straight lines, with a distance of {@code dx}. */
  public static Tensor trapezoid(Tensor y, double dx, long dim) {
    return Scanning.trapezoid(y, dx, dim);
  }

  /** The area under y along a dimension, by straight lines between the places x. */
  public static Tensor trapezoid(Tensor y, Tensor x, long dim) {
    return Scanning.trapezoid(y, x, dim);
  }

  /** {@link #trapezoid(Tensor, double, long)} up to each element. */
  public static Tensor cumulativeTrapezoid(Tensor y, double dx, long dim) {
    return Scanning.cumulativeTrapezoid(y, dx, dim);
  }

  /**
   * A sum of products, with a letter for each dimension: letters that the result does not name are
   * summed over, {@code ...} stands for all other dimensions, which broadcast.
   *
   * <pre>{@code
   * einsum("ik,kj->ij", a, b); // a matrix product
   * einsum("bhqd,bhkd->bhqk", q, k); // the scores of attention
   * einsum("ii", m); // the trace
   * }</pre>
   *
   * @throws IllegalArgumentException if the equation is malformed or sizes do not fit
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.einsum(equation, operands);
  }

  /** a where the bool condition holds, else b; the three broadcast. */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Selecting.where(condition, a, b);
  }

  /** a where the bool condition holds, else a number. */
  public static Tensor where(Tensor condition, Tensor a, double b) {
    return Selecting.where(condition, a, b);
  }

  /** A number where the bool condition holds, else b. */
  public static Tensor where(Tensor condition, double a, Tensor b) {
    return Selecting.where(condition, a, b);
  }

  /** INT64 coordinates of the elements that are not 0: one tensor for each dimension. */
  public static Tensor[] where(Tensor condition) {
    return Masks.where(condition);
  }

  /** The tensors expanded to the size in which they meet. */
  public static List<Tensor> broadcastTensors(Tensor... tensors) {
    Check.noneNull("broadcastTensors", "tensor", (Object[]) tensors);
    int[] sizes = new int[0];
    for (Tensor t : tensors) {
      sizes = Check.broadcast("broadcastTensors", sizes, t.strided().sizes());
    }
    List<Tensor> result = new ArrayList<>();
    for (Tensor t : tensors) {
      result.add(t.expand(Factories.toLong(sizes)));
    }
    return result;
  }

  /** PyTorch's printed form, under the options of {@link Jackhammer#setPrintOptions}. */
  @Override
  public String toString() {
    List<String> notes = new ArrayList<>();
    if (gradFn() != null) {
      notes.add("grad_fn=" + gradFn());
    } else if (requiresGrad()) {
      notes.add("requires_grad=True");
    }
    return TensorFormat.format(strided(), TensorFormat.options(), DType.FLOAT32, notes);
  }
}
