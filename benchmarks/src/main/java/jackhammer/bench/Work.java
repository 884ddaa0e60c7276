package jackhammer.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One piece of work that every contender can do: what is computed, on which shapes, from which
 * inputs.
 *
 * <p>The record is the whole description. It travels to an opponent's process as JSON ({@code kind}
 * says which record it is), together with {@link #inputs()}, so that a new contender has to know
 * nothing but these kinds. What is timed is what a user writes: eager calls that allocate their
 * results, without gradients unless the kind says so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Work.Gemm.class, name = "gemm"),
  @JsonSubTypes.Type(value = Work.MatVec.class, name = "mv"),
  @JsonSubTypes.Type(value = Work.Conv.class, name = "conv"),
  @JsonSubTypes.Type(value = Work.Elementwise.class, name = "elementwise"),
  @JsonSubTypes.Type(value = Work.Activation.class, name = "activation"),
  @JsonSubTypes.Type(value = Work.Softmax.class, name = "softmax"),
  @JsonSubTypes.Type(value = Work.Pool.class, name = "pool"),
  @JsonSubTypes.Type(value = Work.Norm.class, name = "norm"),
  @JsonSubTypes.Type(value = Work.Recurrent.class, name = "recurrent"),
  @JsonSubTypes.Type(value = SequenceWork.Text.class, name = "text"),
  @JsonSubTypes.Type(value = SequenceWork.Embedding.class, name = "embedding"),
  @JsonSubTypes.Type(value = SequenceWork.Attention.class, name = "attention"),
  @JsonSubTypes.Type(value = SequenceWork.MultiHead.class, name = "multihead"),
  @JsonSubTypes.Type(value = SequenceWork.Ctc.class, name = "ctc"),
  @JsonSubTypes.Type(value = Work.AdamStep.class, name = "adam"),
  @JsonSubTypes.Type(value = Work.LenetInfer.class, name = "lenet-infer"),
  @JsonSubTypes.Type(value = Work.LenetTrain.class, name = "lenet-train"),
  @JsonSubTypes.Type(value = Work.Step.class, name = "step")
})
public sealed interface Work
    permits Work.Gemm,
        Work.MatVec,
        Work.Conv,
        Work.Elementwise,
        Work.Activation,
        Work.Softmax,
        Work.Pool,
        Work.Norm,
        Work.Recurrent,
        Work.AdamStep,
        Work.LenetInfer,
        Work.LenetTrain,
        Work.Step,
        SequenceWork {

  /** The tensors that the work starts from, in the order in which every contender numbers them. */
  List<Input> inputs();

  /**
   * Floating-point operations of one call, a multiply-add counted as two; 0 where counting them
   * would say nothing because memory or a function's evaluation decides. Always those of the direct
   * method, whatever the contender does instead.
   */
  double flops();

  /**
   * Number of elements of each output, in the order in which {@link Contender#result()} strings
   * them together.
   */
  List<Integer> outputs();

  /**
   * A tensor that both sides fill by {@link Fill} from the seed and its number.
   *
   * @param shape sizes
   * @param scale the values are uniform in [-scale, scale); unused for labels
   * @param classes 0 for float32 values, else int64 labels in [0, classes)
   */
  record Input(List<Integer> shape, float scale, int classes) {
    static Input floats(float scale, int... shape) {
      return new Input(boxed(shape), scale, 0);
    }

    static Input labels(int count, int classes) {
      return new Input(List.of(count), 0, classes);
    }

    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }

    long[] sizes() {
      return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    private static List<Integer> boxed(int[] shape) {
      List<Integer> list = new ArrayList<>();
      for (int s : shape) {
        list.add(s);
      }
      return List.copyOf(list);
    }
  }

  /**
   * Matrix product of [m, k] and [k, n]. An operand that is {@code turned} is the transposed view
   * of the input: the right one of a linear layer, the left one of its weight's gradient.
   */
  record Gemm(int m, int k, int n, boolean leftTurned, boolean rightTurned) implements Work {
    @Override
    public List<Input> inputs() {
      return List.of(
          leftTurned ? Input.floats(1, k, m) : Input.floats(1, m, k),
          rightTurned ? Input.floats(1, n, k) : Input.floats(1, k, n));
    }

    @Override
    public double flops() {
      return 2.0 * m * k * n;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(m * n);
    }
  }

  /** A matrix [m, k] times a vector [k]. */
  record MatVec(int m, int k) implements Work {
    @Override
    public List<Input> inputs() {
      return List.of(Input.floats(1, m, k), Input.floats(1, k));
    }

    @Override
    public double flops() {
      return 2.0 * m * k;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(m);
    }
  }

  /**
   * A convolution with bias in one, two or three dimensions: input [n, c, in], the same stride and
   * padding everywhere. With {@code transposed} it is the transposed one, whose weight is [c, oc /
   * groups, kernel]. With {@code backward} also the gradients of input, weight and bias for a given
   * output gradient, all three freshly made in each call.
   */
  record Conv(
      int n,
      int c,
      List<Integer> in,
      int oc,
      List<Integer> kernel,
      int stride,
      int pad,
      int groups,
      boolean transposed,
      boolean backward)
      implements Work {

    /** Of square pictures with a square kernel. */
    static Conv square(
        int n, int c, int hw, int oc, int kernel, int stride, int pad, boolean backward) {
      List<Integer> in = List.of(hw, hw);
      List<Integer> k = List.of(kernel, kernel);
      return new Conv(n, c, in, oc, k, stride, pad, 1, false, backward);
    }

    /** Sizes, output channels, kernel, and what is not as usual. */
    String describe() {
      StringBuilder s = new StringBuilder();
      s.append(n).append('x').append(c);
      in.forEach(size -> s.append('x').append(size));
      s.append(' ').append(oc).append(" k");
      boolean same = kernel.stream().distinct().count() == 1;
      s.append(
          same
              ? kernel.getFirst().toString()
              : kernel.stream().map(String::valueOf).collect(Collectors.joining("x")));
      s.append(stride == 1 ? "" : " s" + stride).append(pad == 0 ? "" : " p" + pad);
      return s.toString();
    }

    /** With the gradients. */
    Conv withBackward() {
      return new Conv(n, c, in, oc, kernel, stride, pad, groups, transposed, true);
    }

    /** Spatial sizes of the output. */
    List<Integer> out() {
      List<Integer> sizes = new ArrayList<>();
      for (int d = 0; d < in.size(); d++) {
        sizes.add(
            transposed
                ? (in.get(d) - 1) * stride - 2 * pad + kernel.get(d)
                : (in.get(d) + 2 * pad - kernel.get(d)) / stride + 1);
      }
      return List.copyOf(sizes);
    }

    /** One number for each spatial dimension. */
    List<Integer> each(int value) {
      return Collections.nCopies(in.size(), value);
    }

    /** {@link #each} as the contenders want it. */
    int[] inEach(int value) {
      return each(value).stream().mapToInt(Integer::intValue).toArray();
    }

    /** Of a transposed one the convolution that leads back. */
    Conv back() {
      return new Conv(n, oc, out(), c, kernel, stride, pad, groups, false, backward);
    }

    private int[] weight() {
      return transposed ? sizes(c, oc / groups, kernel) : sizes(oc, c / groups, kernel);
    }

    private static int[] sizes(int first, int second, List<Integer> spatial) {
      return IntStream.concat(
              IntStream.of(first, second), spatial.stream().mapToInt(Integer::intValue))
          .toArray();
    }

    @Override
    public List<Input> inputs() {
      float scale = fanIn(c / groups * cells(kernel));
      List<Input> all = new ArrayList<>();
      all.add(Input.floats(1, sizes(n, c, in)));
      all.add(Input.floats(scale, weight()));
      all.add(Input.floats(scale, oc));
      if (backward) {
        all.add(Input.floats(1, sizes(n, oc, out())));
      }
      return List.copyOf(all);
    }

    @Override
    public double flops() {
      double each = 2.0 * cells(kernel) * n * c * oc / groups * cells(transposed ? in : out());
      return backward ? 3 * each : each;
    }

    @Override
    public List<Integer> outputs() {
      int y = n * oc * cells(out());
      return backward
          ? List.of(y, n * c * cells(in), c * oc / groups * cells(kernel), oc)
          : List.of(y);
    }

    private static int cells(List<Integer> sizes) {
      return sizes.stream().reduce(1, Math::multiplyExact);
    }
  }

  /**
   * {@code add} (of two tensors), {@code relu}, {@code tanh}, {@code exp}, {@code silu}, {@code
   * gelu}, {@code leaky relu} or {@code sum} of contiguous float32 numbers, or {@code exp64}, the
   * same of float64.
   */
  record Elementwise(String op, int size) implements Work {
    @Override
    public List<Input> inputs() {
      Input x = Input.floats(4, size);
      return op.equals("add") ? List.of(x, x) : List.of(x);
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(op.equals("sum") ? 1 : size);
    }
  }

  /**
   * An activation function and its gradient for a given one of the output: {@code silu}, {@code
   * gelu}, {@code leaky relu}, {@code mish}, {@code softplus}, {@code hardswish}, {@code elu},
   * {@code selu}, {@code gelu tanh} or {@code hardsigmoid}.
   */
  record Activation(String op, int size) implements Work {
    @Override
    public List<Input> inputs() {
      return List.of(Input.floats(4, size), Input.floats(1, size));
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(size, size);
    }
  }

  /** Softmax, or its logarithm, over the last dimension of [rows, columns]. */
  record Softmax(int rows, int columns, boolean log) implements Work {
    @Override
    public List<Input> inputs() {
      return List.of(Input.floats(4, rows, columns));
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(rows * columns);
    }
  }

  /**
   * {@code max} or {@code avg}: pooling of [n, c, in] in two or three dimensions with windows of
   * {@code size}, the same stride and padding everywhere. {@code adaptive}: averages, {@code size}
   * of them in each dimension.
   */
  record Pool(String op, int n, int c, List<Integer> in, int size, int stride, int pad)
      implements Work {
    /** Windows side by side. */
    static Pool apart(String op, int n, int c, List<Integer> in, int size) {
      return new Pool(op, n, c, in, size, size, 0);
    }

    /** Spatial sizes of the output. */
    List<Integer> out() {
      return in.stream()
          .map(i -> op.equals("adaptive") ? size : (i + 2 * pad - size) / stride + 1)
          .toList();
    }

    @Override
    public List<Input> inputs() {
      int[] shape =
          IntStream.concat(IntStream.of(n, c), in.stream().mapToInt(Integer::intValue)).toArray();
      return List.of(Input.floats(1, shape));
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(n * c * out().stream().reduce(1, Math::multiplyExact));
    }
  }

  /**
   * {@code batch} norm of [n, c, positions] in training, {@code eval}: in evaluation (mean given,
   * variance 1), or {@code layer} norm of [n, c]; with weight and bias, and eps 1e-5. With {@code
   * backward} also the gradients of input, weight and bias for a given output gradient.
   */
  record Norm(String op, int n, int c, int positions, boolean backward) implements Work {
    @Override
    public List<Input> inputs() {
      Input x = op.equals("layer") ? Input.floats(2, n, c) : Input.floats(2, n, c, positions);
      Input vector = Input.floats(1, c);
      return op.equals("eval")
          ? List.of(x, vector, vector, vector)
          : backward ? List.of(x, vector, vector, x) : List.of(x, vector, vector);
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      int size = n * c * positions;
      return backward ? List.of(size, size, c, c) : List.of(size);
    }
  }

  /**
   * {@code rnn} (tanh), {@code lstm} or {@code gru} over [steps, batch, input] from states of zero.
   * With {@code packed} the sequences are of unequal length, from all steps down to about half of
   * them, in a packed sequence. With {@code backward} also the gradients of the input and of every
   * parameter for a given output gradient.
   */
  record Recurrent(
      String op,
      int steps,
      int batch,
      int input,
      int hidden,
      int layers,
      boolean bidirectional,
      boolean packed,
      boolean backward)
      implements Work {

    Recurrent withBackward() {
      return new Recurrent(op, steps, batch, input, hidden, layers, bidirectional, packed, true);
    }

    /** Sizes, and what is not as usual. */
    String describe() {
      return op.toUpperCase(Locale.ROOT)
          + " B%d T%d I%d H%d".formatted(batch, steps, input, hidden)
          + (layers == 1 ? "" : " " + layers + " layers")
          + (bidirectional ? " bidirectional" : "")
          + (packed ? " packed" : "");
    }

    int gates() {
      return op.equals("lstm") ? 4 : op.equals("gru") ? 3 : 1;
    }

    int directions() {
      return bidirectional ? 2 : 1;
    }

    /** The sequences that have a step, for each step. */
    int[] batchSizes() {
      int[] sizes = new int[steps];
      for (int b = 0; b < batch; b++) {
        int length = packed ? steps - steps / 2 * b / Math.max(batch - 1, 1) : steps;
        for (int t = 0; t < length; t++) {
          sizes[t]++;
        }
      }
      return sizes;
    }

    private int[] rows(int features) {
      return packed
          ? new int[] {IntStream.of(batchSizes()).sum(), features}
          : new int[] {steps, batch, features};
    }

    @Override
    public List<Input> inputs() {
      float scale = fanIn(hidden);
      List<Input> all = new ArrayList<>();
      all.add(Input.floats(1, rows(input)));
      for (int i = 0; i < layers * directions(); i++) {
        int features = i < directions() ? input : directions() * hidden;
        all.add(Input.floats(scale, gates() * hidden, features));
        all.add(Input.floats(scale, gates() * hidden, hidden));
        all.add(Input.floats(scale, gates() * hidden));
        all.add(Input.floats(scale, gates() * hidden));
      }
      if (backward) {
        all.add(Input.floats(1, rows(directions() * hidden)));
      }
      return List.copyOf(all);
    }

    @Override
    public double flops() {
      double perRow = 0;
      for (int layer = 0; layer < layers; layer++) {
        int features = layer == 0 ? input : directions() * hidden;
        perRow += 2.0 * directions() * gates() * hidden * (features + hidden);
      }
      double all = perRow * IntStream.of(batchSizes()).sum();
      return backward ? 3 * all : all;
    }

    @Override
    public List<Integer> outputs() {
      List<Integer> sizes = new ArrayList<>();
      sizes.add(IntStream.of(rows(directions() * hidden)).reduce(1, Math::multiplyExact));
      if (backward) {
        inputs().stream()
            .limit(1 + 4L * layers * directions())
            .map(Input::size)
            .forEach(sizes::add);
      }
      return List.copyOf(sizes);
    }
  }

  /**
   * One step of Adam with 1e-3 on one parameter whose gradient is given and stays. The output is
   * the parameter after the very first step.
   */
  record AdamStep(int size) implements Work {
    @Override
    public List<Input> inputs() {
      Input x = Input.floats(1, size);
      return List.of(x, x);
    }

    @Override
    public double flops() {
      return 0;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(size);
    }
  }

  /** LeNet's logits for a batch of 28 x 28 pictures, without gradients. */
  record LenetInfer(int batch) implements Work {
    @Override
    public List<Input> inputs() {
      return Lenet.inputs(batch);
    }

    @Override
    public double flops() {
      return batch * Lenet.FLOPS;
    }

    @Override
    public List<Integer> outputs() {
      return List.of(batch * Lenet.CLASSES);
    }
  }

  /**
   * One step of training LeNet: clear the gradients, forward, cross-entropy, backward, Adam with
   * 1e-3. The parameters return to their initial values before each timed run, so that no side ever
   * computes with the vanishing gradients of a batch learned by heart. The outputs are the loss and
   * the gradients of the very first step.
   */
  record LenetTrain(int batch) implements Work {
    @Override
    public List<Input> inputs() {
      return Lenet.inputs(batch);
    }

    @Override
    public double flops() {
      return batch * (3 * Lenet.FLOPS - Lenet.FLOPS_FIRST_LAYER);
    }

    @Override
    public List<Integer> outputs() {
      List<Integer> sizes = new ArrayList<>(List.of(1));
      inputs().stream().skip(Lenet.FIRST_PARAMETER).map(Input::size).forEach(sizes::add);
      return List.copyOf(sizes);
    }
  }

  /**
   * A network of vision with weights from a seed, on a batch of pictures: inference, or a step of
   * training by cross-entropy and SGD with momentum, whose rate of 1e-4 never learns the batch by
   * heart. The outputs, for the first pictures only because float64 takes its time: the logits, or
   * without dropout the loss and the norm of each parameter's gradient.
   */
  record Step(Network network, int batch, boolean train) implements Work {
    private static final int CHECKED = 2;

    /** How many pictures the outputs are of. */
    int checked() {
      return Math.min(batch, CHECKED);
    }

    @Override
    public List<Input> inputs() {
      return List.of(
          Input.floats(1, batch, 3, network.side, network.side),
          Input.labels(batch, network.classes));
    }

    @Override
    public double flops() {
      long products = train ? 3 * network.products - network.productsOfTheFirst : network.products;
      return 2.0 * batch * products;
    }

    @Override
    public List<Integer> outputs() {
      return train ? List.of(1, network.parameters) : List.of(checked() * network.classes);
    }
  }

  /** The bound of PyTorch's default initialisation of a layer with so many inputs per output. */
  static float fanIn(int inputs) {
    return (float) (1 / Math.sqrt(inputs));
  }

  /**
   * The network of the {@code lenet} rows: convolution and pooling twice, then three fully
   * connected layers.
   */
  final class Lenet {
    static final int CLASSES = 10;

    /**
     * Inputs 0 and 1 are pictures and labels; the parameters follow, each layer's weight before its
     * bias.
     */
    static final int FIRST_PARAMETER = 2;

    static final double FLOPS_FIRST_LAYER = 2.0 * 6 * 28 * 28 * 25;
    static final double FLOPS =
        FLOPS_FIRST_LAYER
            + 2.0 * 16 * 10 * 10 * 6 * 25
            + 2.0 * (400 * 120 + 120 * 84 + 84 * CLASSES);

    private Lenet() {}

    static List<Input> inputs(int batch) {
      List<Input> in = new ArrayList<>();
      in.add(Input.floats(1, batch, 1, 28, 28));
      in.add(Input.labels(batch, CLASSES));
      layer(in, 25, 6, 1, 5, 5);
      layer(in, 150, 16, 6, 5, 5);
      layer(in, 400, 120, 400);
      layer(in, 120, 84, 120);
      layer(in, 84, CLASSES, 84);
      return List.copyOf(in);
    }

    private static void layer(List<Input> in, int fanIn, int... weight) {
      in.add(Input.floats(fanIn(fanIn), weight));
      in.add(Input.floats(fanIn(fanIn), weight[0]));
    }
  }
}
