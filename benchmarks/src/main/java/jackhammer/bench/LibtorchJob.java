package jackhammer.bench;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The work of one row as a libtorch user writes it. Native memory is given back by hand, at the end
 * of each call.
 */
abstract class LibtorchJob implements AutoCloseable {

  static final double LEARNING_RATE = 1e-3;
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  /** The inputs, in the order of {@link Work#inputs()}; this job closes them. */
  final Tensor[] in;

  LibtorchJob(Tensor[] in) {
    this.in = in;
  }

  /** One call; what it allocates is freed before it returns. */
  abstract void call();

  /** All outputs of one call, one after the other. */
  abstract float[] result();

  /** Runs before the clock starts. */
  void reset() {}

  long time(int calls) {
    reset();
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      call();
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    for (Tensor t : in) {
      t.deallocate();
    }
  }

  static LibtorchJob of(Work work, Tensor[] in) {
    return switch (work) {
      case Work.Gemm g -> {
        Tensor a = g.leftTurned() ? in[0].t() : in[0];
        Tensor b = g.rightTurned() ? in[1].t() : in[1];
        yield new Plain(in, () -> torch.matmul(a, b));
      }
      case Work.MatVec v -> new Plain(in, () -> torch.matmul(in[0], in[1]));
      case Work.Conv c when c.backward() -> {
        TensorOptional bias = new TensorOptional(in[2]);
        yield new Gradients(in, 3, () -> convolve(c, in[0], in[1], bias));
      }
      case Work.Conv c -> {
        TensorOptional bias = new TensorOptional(in[2]);
        yield new Plain(in, () -> convolve(c, in[0], in[1], bias));
      }
      case Work.Elementwise e ->
          switch (e.op()) {
            case "add" -> new Plain(in, () -> torch.add(in[0], in[1]));
            case "relu" -> new Plain(in, () -> torch.relu(in[0]));
            case "tanh" -> new Plain(in, () -> torch.tanh(in[0]));
            case "exp" -> new Plain(in, () -> torch.exp(in[0]));
            case "silu", "gelu", "leaky relu" -> new Plain(in, () -> activation(e.op(), in[0]));
            case "sum" -> new Plain(in, () -> torch.sum(in[0]));
            case "exp64" -> {
              Tensor x = in[0].to(torch.ScalarType.Double);
              yield new Plain(in, () -> torch.exp(x));
            }
            default -> throw new IllegalArgumentException("no element-wise operation " + e.op());
          };
      case Work.Activation a -> new Gradients(in, 1, () -> activation(a.op(), in[0]));
      case Work.Softmax s ->
          new Plain(in, () -> s.log() ? torch.log_softmax(in[0], -1) : torch.softmax(in[0], -1));
      case Work.Pool p -> new Plain(in, pool(p, in[0]));
      case Work.Norm n when n.backward() -> new Gradients(in, 3, norm(n, in));
      case Work.Norm n -> new Plain(in, norm(n, in));
      case Work.Recurrent r when r.backward() ->
          new Gradients(in, in.length - 1, recurrent(r, in, in.length - 1));
      case Work.Recurrent r -> new Plain(in, recurrent(r, in, in.length));
      case SequenceWork s -> LibtorchSequences.job(s, in);
      case Work.AdamStep a -> new AdamStep(in);
      case Work.LenetInfer l -> new Inference(in);
      case Work.LenetTrain l -> new Training(in);
      case Work.Step s -> throw new UnsupportedOperationException("torchvision is Python's");
    };
  }

  private static Tensor activation(String op, Tensor x) {
    return switch (op) {
      case "silu" -> torch.silu(x);
      case "gelu" -> torch.gelu(x);
      case "leaky relu" -> torch.leaky_relu(x);
      case "mish" -> torch.mish(x);
      case "softplus" -> torch.softplus(x);
      case "hardswish" -> torch.hardswish(x);
      case "elu" -> torch.elu(x);
      case "selu" -> torch.selu(x);
      case "gelu tanh" -> torch.gelu(x, "tanh");
      case "hardsigmoid" -> torch.hardsigmoid(x);
      default -> throw new IllegalArgumentException("no activation function " + op);
    };
  }

  private static Tensor convolve(Work.Conv c, Tensor x, Tensor w, TensorOptional bias) {
    long[] stride = each(c, c.stride());
    long[] pad = each(c, c.pad());
    return torch.convolution(
        x, w, bias, stride, pad, each(c, 1), c.transposed(), each(c, 0), c.groups());
  }

  private static long[] each(Work.Conv c, long value) {
    long[] values = new long[c.in().size()];
    Arrays.fill(values, value);
    return values;
  }

  private static Supplier<Tensor> pool(Work.Pool p, Tensor x) {
    boolean flat = p.in().size() == 2;
    long[] size = each(p, p.size());
    long[] stride = each(p, p.stride());
    long[] pad = each(p, p.pad());
    long[] one = each(p, 1);
    LongOptional none = new LongOptional();
    return switch (p.op()) {
      case "max" ->
          flat
              ? () -> torch.max_pool2d(x, size, stride, pad, one, false)
              : () -> torch.max_pool3d(x, size, stride, pad, one, false);
      case "avg" ->
          flat
              ? () -> torch.avg_pool2d(x, size, stride, pad, false, true, none)
              : () -> torch.avg_pool3d(x, size, stride, pad, false, true, none);
      default ->
          flat
              ? () -> torch.adaptive_avg_pool2d(x, size)
              : () -> torch.adaptive_avg_pool3d(x, size);
    };
  }

  private static long[] each(Work.Pool p, long value) {
    long[] a = new long[p.in().size()];
    Arrays.fill(a, value);
    return a;
  }

  private static Supplier<Tensor> norm(Work.Norm n, Tensor[] in) {
    TensorOptional w = new TensorOptional(in[1]);
    TensorOptional b = new TensorOptional(in[2]);
    TensorOptional none = new TensorOptional();
    long[] shape = {n.c()};
    TensorOptional one = new TensorOptional(torch.ones(n.c()));
    TensorOptional mean = n.op().equals("eval") ? new TensorOptional(in[3]) : none;
    return switch (n.op()) {
      case "layer" -> () -> torch.layer_norm(in[0], shape, w, b, 1e-5, false);
      case "eval" -> () -> torch.batch_norm(in[0], w, b, mean, one, false, 0.1, 1e-5, false);
      default -> () -> torch.batch_norm(in[0], w, b, none, none, true, 0.1, 1e-5, false);
    };
  }

  /**
   * @param end of the parameters among the inputs, which begin with the second
   */
  static Supplier<Tensor> recurrent(Work.Recurrent w, Tensor[] in, int end) {
    TensorVector weights = new TensorVector(Arrays.copyOfRange(in, 1, end));
    Tensor h = torch.zeros((long) w.layers() * w.directions(), w.batch(), w.hidden());
    TensorVector states = new TensorVector(h, h);
    boolean train = w.backward();
    int n = w.layers();
    boolean both = w.bidirectional();
    if (w.packed()) {
      long[] sizes = Arrays.stream(w.batchSizes()).asLongStream().toArray();
      Tensor steps = torch.zeros(new long[] {sizes.length}, new TensorOptions(ScalarType.Long));
      new LongPointer(steps.data_ptr()).put(sizes);
      return switch (w.op()) {
        case "lstm" ->
            () -> torch.lstm(in[0], steps, states, weights, true, n, 0, train, both).get0();
        case "gru" -> () -> torch.gru(in[0], steps, h, weights, true, n, 0, train, both).get0();
        default -> () -> torch.rnn_tanh(in[0], steps, h, weights, true, n, 0, train, both).get0();
      };
    }
    return switch (w.op()) {
      case "lstm" ->
          () -> torch.lstm(in[0], states, weights, true, n, 0, train, both, false).get0();
      case "gru" -> () -> torch.gru(in[0], h, weights, true, n, 0, train, both, false).get0();
      default -> () -> torch.rnn_tanh(in[0], h, weights, true, n, 0, train, both, false).get0();
    };
  }

  static float[] concatenate(List<Tensor> outputs) {
    FloatBuffer all = FloatBuffer.allocate(outputs.stream().mapToInt(t -> (int) t.numel()).sum());
    for (Tensor t : outputs) {
      Tensor flat = t.to(torch.ScalarType.Float).contiguous();
      float[] values = new float[(int) t.numel()];
      new FloatPointer(flat.data_ptr()).get(values);
      all.put(values);
    }
    return all.array();
  }

  /** An operation with one output and no gradient. */
  private static final class Plain extends LibtorchJob {
    private final Supplier<Tensor> operation;

    Plain(Tensor[] in, Supplier<Tensor> operation) {
      super(in);
      this.operation = operation;
    }

    @Override
    long time(int calls) {
      try (NoGradGuard _ = new NoGradGuard()) {
        return super.time(calls);
      }
    }

    @Override
    void call() {
      operation.get().deallocate();
    }

    @Override
    float[] result() {
      try (PointerScope _ = new PointerScope()) {
        return concatenate(List.of(operation.get()));
      }
    }
  }

  /** An operation of the first inputs and their gradients; the one behind them is the output's. */
  static final class Gradients extends LibtorchJob {
    private final Supplier<Tensor> operation;
    private final TensorVector inputs;
    private final TensorVector outputGradient;

    Gradients(Tensor[] in, int leaves, Supplier<Tensor> operation) {
      super(in);
      this.operation = operation;
      for (Tensor t : Arrays.asList(in).subList(0, leaves)) {
        t.requires_grad_();
      }
      inputs = new TensorVector(Arrays.copyOf(in, leaves));
      outputGradient = new TensorVector(in[leaves]);
    }

    @Override
    void call() {
      try (PointerScope _ = new PointerScope()) {
        run();
      }
    }

    private List<Tensor> run() {
      Tensor y = operation.get();
      TensorVector g =
          torch.grad(new TensorVector(y), inputs, outputGradient, new BoolOptional(), false, false);
      return Stream.concat(Stream.of(y), Arrays.stream(g.get())).toList();
    }

    @Override
    float[] result() {
      try (PointerScope _ = new PointerScope()) {
        return concatenate(run());
      }
    }
  }

  /** One parameter with a given gradient. */
  private static final class AdamStep extends LibtorchJob {
    private Tensor parameter;
    private Adam adam;

    AdamStep(Tensor[] in) {
      super(in);
    }

    @Override
    void reset() {
      parameter = in[0].clone();
      parameter.requires_grad_();
      parameter.mutable_grad().put(in[1].clone());
      adam = new Adam(new TensorVector(parameter), new AdamOptions(LEARNING_RATE));
    }

    @Override
    void call() {
      try (PointerScope _ = new PointerScope()) {
        adam.step();
      }
    }

    @Override
    float[] result() {
      reset();
      try (PointerScope _ = new PointerScope()) {
        adam.step();
        return concatenate(List.of(parameter.detach()));
      }
    }
  }

  /** The network's logits; {@code p} holds weights and biases in order. */
  private static Tensor lenet(Tensor x, Tensor[] p) {
    Tensor h = torch.conv2d(x, p[0], new TensorOptional(p[1]), ONE, new long[] {2, 2}, ONE, 1);
    h = torch.max_pool2d(torch.relu(h), 2, 2);
    h = torch.conv2d(h, p[2], new TensorOptional(p[3]), ONE, NONE, ONE, 1);
    h = torch.max_pool2d(torch.relu(h), 2, 2);
    h = torch.flatten(h, 1, -1);
    h = torch.relu(torch.linear(h, p[4], new TensorOptional(p[5])));
    h = torch.relu(torch.linear(h, p[6], new TensorOptional(p[7])));
    return torch.linear(h, p[8], new TensorOptional(p[9]));
  }

  private static Tensor[] parameters(Tensor[] in) {
    return Arrays.copyOfRange(in, Work.Lenet.FIRST_PARAMETER, in.length);
  }

  private static final class Inference extends LibtorchJob {
    private final Tensor[] parameters;

    Inference(Tensor[] in) {
      super(in);
      parameters = parameters(in);
    }

    @Override
    void call() {
      try (PointerScope _ = new PointerScope();
          NoGradGuard _ = new NoGradGuard()) {
        lenet(in[0], parameters);
      }
    }

    @Override
    float[] result() {
      try (PointerScope _ = new PointerScope()) {
        return concatenate(List.of(lenet(in[0], parameters)));
      }
    }
  }

  private static final class Training extends LibtorchJob {
    private final Tensor[] parameters;
    private Adam adam;

    Training(Tensor[] in) {
      super(in);
      parameters = parameters(in);
    }

    @Override
    void reset() {
      TensorVector trained = new TensorVector();
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = in[Work.Lenet.FIRST_PARAMETER + i].clone();
        parameters[i].requires_grad_();
        trained.push_back(parameters[i]);
      }
      adam = new Adam(trained, new AdamOptions(LEARNING_RATE));
    }

    @Override
    void call() {
      try (PointerScope _ = new PointerScope()) {
        adam.zero_grad();
        lossAndBackward();
        adam.step();
      }
    }

    private Tensor lossAndBackward() {
      Tensor loss = torch.cross_entropy_loss(lenet(in[0], parameters), in[1]);
      loss.backward();
      return loss;
    }

    @Override
    float[] result() {
      reset();
      try (PointerScope _ = new PointerScope()) {
        List<Tensor> outputs = new ArrayList<>(List.of(lossAndBackward()));
        for (Tensor p : parameters) {
          outputs.add(p.grad());
        }
        return concatenate(outputs);
      }
    }
  }
}
