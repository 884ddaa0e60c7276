package jackhammer;

import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.TensorState;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.ops.Arrays;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Copying;
import jackhammer.internal.ops.Factories;
import jackhammer.internal.text.TensorFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Numbers of one type in a grid of any number of dimensions, with PyTorch's operations, printed
 * form and gradients. The operations are in the interfaces that it implements, one for each family;
 * what makes tensors or takes several is static, in its superclasses, and meant for static import.
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
public sealed class Tensor extends TensorFunctions
    implements ArithmeticOps,
        FunctionOps,
        BoundOps,
        CompareOps,
        BitOps,
        ReduceOps,
        ScanOps,
        SortOps,
        ShapeOps,
        ArrangeOps,
        IndexOps,
        LinalgOps,
        SpecialOps,
        NewOps,
        RandomOps
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

  // ---- what it is ----

  /** The sizes, outermost first. */
  public Size size() {
    return Size.of(Factories.toLong(strided().sizes()));
  }

  /** The sizes, outermost first: PyTorch's property {@code shape}, the same as {@link #size()}. */
  public Size shape() {
    return size();
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

  /** The number of dimensions: PyTorch's property {@code ndim}, the same as {@link #dim()}. */
  public long ndim() {
    return dim();
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
    return state.dtype();
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

  // ---- reading ----

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

  /** The raw numbers, row-major and little-endian: a copy. */
  public ByteBuffer toByteBuffer() {
    return Arrays.toBytes(this);
  }

  // ---- conversion, copies ----

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

  // ---- autograd ----

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

  /** PyTorch's printed form, under the options of {@link Jackhammer#setPrintOptions}. */
  @Override
  public String toString() {
    if (state.isUninitialized()) {
      return "<UninitializedBuffer>";
    }
    List<String> notes = new ArrayList<>();
    if (gradFn() != null) {
      notes.add("grad_fn=" + gradFn());
    } else if (requiresGrad()) {
      notes.add("requires_grad=True");
    }
    return TensorFormat.format(strided(), TensorFormat.options(), DType.FLOAT32, notes);
  }
}
