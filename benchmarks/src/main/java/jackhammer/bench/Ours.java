package jackhammer.bench;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.nn.Conv2d;
import jackhammer.nn.ConvGeometry;
import jackhammer.nn.ConvTransposeGeometry;
import jackhammer.nn.F;
import jackhammer.nn.GRU;
import jackhammer.nn.LSTM;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.PackedSequence;
import jackhammer.nn.PoolGeometry;
import jackhammer.nn.RNN;
import jackhammer.nn.RecurrentOptions;
import jackhammer.optim.Adam;
import jackhammer.optim.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** This library, through its public interface, as its users write it. */
final class Ours implements Contender {

  /** One call; returns all that it made. */
  abstract static class Job {
    abstract Tensor[] call();

    /** Runs before the clock starts. */
    void reset() {}

    /** What is compared with the reference. */
    Tensor[] checked() {
      return call();
    }
  }

  static final double LEARNING_RATE = 1e-3;

  private final boolean steps;
  private Job job;

  /**
   * @param steps whether each call is a {@link Jackhammer#step}
   */
  Ours(int threads, boolean steps) {
    Jackhammer.threads(threads);
    this.steps = steps;
  }

  @Override
  public String name() {
    return "Jackhammer " + Jackhammer.version();
  }

  @Override
  public void prepare(Row row, long seed) {
    job = null;
    Jackhammer.convolution(row.algorithm());
    List<Work.Input> inputs = row.work().inputs();
    Tensor[] in = new Tensor[inputs.size()];
    for (int i = 0; i < in.length; i++) {
      Work.Input input = inputs.get(i);
      in[i] =
          input.classes() > 0
              ? Tensor.fromArray(Fill.labels(input, seed, i), input.sizes())
              : Tensor.fromArray(Fill.floats(input, seed, i), input.sizes());
    }
    job = job(row.work(), in);
  }

  @Override
  public long time(int calls) {
    job.reset();
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      if (steps) {
        Jackhammer.step((Runnable) job::call);
      } else {
        job.call();
      }
    }
    return System.nanoTime() - start;
  }

  @Override
  public float[] result() {
    Tensor[] flat =
        Arrays.stream(job.checked()).map(t -> t.detach().reshape(-1)).toArray(Tensor[]::new);
    return Tensor.cat(0, flat).toFloatArray();
  }

  @Override
  public void close() {
    job = null;
  }

  private static Job job(Work work, Tensor[] in) {
    return switch (work) {
      case Work.Gemm g -> {
        Tensor a = g.leftTurned() ? in[0].t() : in[0];
        Tensor b = g.rightTurned() ? in[1].t() : in[1];
        yield plain(() -> a.matmul(b));
      }
      case Work.MatVec v -> plain(() -> in[0].matmul(in[1]));
      case Work.Conv c when c.backward() ->
          new Gradients(List.of(in[0], in[1], in[2]), in[3], () -> convolve(c, in));
      case Work.Conv c -> {
        // As in a layer the weight is not the user's array, which might change without a word.
        Tensor[] own = in.clone();
        own[1] = in[1].clone();
        yield plain(() -> convolve(c, own));
      }
      case Work.Elementwise e ->
          switch (e.op()) {
            case "add" -> plain(() -> in[0].add(in[1]));
            case "relu" -> plain(in[0]::relu);
            case "tanh" -> plain(in[0]::tanh);
            case "exp" -> plain(in[0]::exp);
            case "silu", "gelu", "leaky relu" -> plain(() -> activation(e.op(), in[0]));
            case "sum" -> plain(in[0]::sum);
            case "exp64" -> plain(in[0].to(DType.FLOAT64)::exp);
            default -> throw new IllegalArgumentException("no element-wise operation " + e.op());
          };
      case Work.Activation a ->
          new Gradients(List.of(in[0]), in[1], () -> activation(a.op(), in[0]));
      case Work.Softmax s -> plain(() -> s.log() ? F.logSoftmax(in[0], -1) : F.softmax(in[0], -1));
      case Work.Pool p -> plain(pool(p, in[0]));
      case Work.Norm n when n.backward() ->
          new Gradients(List.of(in[0], in[1], in[2]), in[3], norm(n, in));
      case Work.Norm n -> plain(norm(n, in));
      case Work.Recurrent r -> recurrent(r, in);
      case SequenceWork s -> OursSequences.job(s, in);
      case Work.AdamStep a -> new AdamStep(in);
      case Work.LenetInfer l -> {
        Lenet net = new Lenet(in);
        net.eval();
        yield plain(() -> net.call(in[0]));
      }
      case Work.LenetTrain l -> new Training(in);
      case Work.Step s -> new Step(s, in);
    };
  }

  private static Tensor activation(String op, Tensor x) {
    return switch (op) {
      case "silu" -> F.silu(x);
      case "gelu" -> F.gelu(x);
      case "leaky relu" -> F.leakyRelu(x);
      case "mish" -> F.mish(x);
      case "softplus" -> F.softplus(x);
      case "hardswish" -> F.hardswish(x);
      case "elu" -> F.elu(x);
      case "selu" -> F.selu(x);
      case "gelu tanh" -> F.gelu(x, "tanh");
      case "hardsigmoid" -> F.hardsigmoid(x);
      default -> throw new IllegalArgumentException("no activation function " + op);
    };
  }

  private static Tensor convolve(Work.Conv c, Tensor[] in) {
    UnaryOperator<ConvGeometry> plain =
        o -> o.stride(c.stride()).padding(c.pad()).groups(c.groups());
    UnaryOperator<ConvTransposeGeometry> transposed =
        o -> o.stride(c.stride()).padding(c.pad()).groups(c.groups());
    return switch (c.transposed() ? -c.in().size() : c.in().size()) {
      case 1 -> F.conv1d(in[0], in[1], in[2], plain);
      case 2 -> F.conv2d(in[0], in[1], in[2], plain);
      case 3 -> F.conv3d(in[0], in[1], in[2], plain);
      case -1 -> F.convTranspose1d(in[0], in[1], in[2], transposed);
      case -2 -> F.convTranspose2d(in[0], in[1], in[2], transposed);
      case -3 -> F.convTranspose3d(in[0], in[1], in[2], transposed);
      default -> throw new IllegalArgumentException("no convolution of " + c.in());
    };
  }

  private static Supplier<Tensor> pool(Work.Pool p, Tensor x) {
    boolean flat = p.in().size() == 2;
    UnaryOperator<PoolGeometry> o = g -> g.stride(p.stride()).padding(p.pad());
    return switch (p.op()) {
      case "max" -> flat ? () -> F.maxPool2d(x, p.size(), o) : () -> F.maxPool3d(x, p.size(), o);
      case "avg" -> flat ? () -> F.avgPool2d(x, p.size(), o) : () -> F.avgPool3d(x, p.size(), o);
      default ->
          flat ? () -> F.adaptiveAvgPool2d(x, p.size()) : () -> F.adaptiveAvgPool3d(x, p.size());
    };
  }

  private static Supplier<Tensor> norm(Work.Norm n, Tensor[] in) {
    Tensor one = Tensor.ones(n.c());
    return switch (n.op()) {
      case "layer" -> () -> F.layerNorm(in[0], new long[] {n.c()}, in[1], in[2], 1e-5);
      case "eval" -> () -> F.batchNorm(in[0], in[3], one, in[1], in[2], false, 0.1, 1e-5);
      default -> () -> F.batchNorm(in[0], null, null, in[1], in[2], true, 0.1, 1e-5);
    };
  }

  /** An operation with one output and no gradient. */
  static Job plain(Supplier<Tensor> operation) {
    return new Job() {
      @Override
      Tensor[] call() {
        return new Tensor[] {Autograd.noGrad(operation)};
      }
    };
  }

  private static Job recurrent(Work.Recurrent w, Tensor[] in) {
    UnaryOperator<RecurrentOptions> o =
        r -> r.numLayers(w.layers()).bidirectional(w.bidirectional());
    Tensor x = in[0];
    Supplier<PackedSequence> packed =
        () -> new PackedSequence(x, Tensor.fromArray(w.batchSizes()).toLong());
    Module net;
    Supplier<Tensor> y;
    switch (w.op()) {
      case "lstm" -> {
        LSTM l = new LSTM(w.input(), w.hidden(), o);
        net = l;
        y = w.packed() ? () -> l.call(packed.get()).output().data() : () -> l.call(x).output();
      }
      case "gru" -> {
        GRU l = new GRU(w.input(), w.hidden(), o);
        net = l;
        y = w.packed() ? () -> l.call(packed.get()).output().data() : () -> l.call(x).output();
      }
      default -> {
        RNN l = new RNN(w.input(), w.hidden(), o);
        net = l;
        y = w.packed() ? () -> l.call(packed.get()).output().data() : () -> l.call(x).output();
      }
    }
    give(net, in, 1);
    if (!w.backward()) {
      return plain(y);
    }
    List<Tensor> leaves = new ArrayList<>(List.of(x));
    leaves.addAll(net.parameters());
    return new Gradients(leaves, in[in.length - 1], y);
  }

  /** Gives a network its parameters: the inputs from the first one on. */
  static void give(Module net, Tensor[] in, int first) {
    List<Parameter> parameters = net.parameters();
    Autograd.noGrad(
        () -> {
          for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).copy_(in[first + i]);
          }
        });
  }

  /** An operation and the gradients of some of its inputs for a given one of its output. */
  static final class Gradients extends Job {
    private final Supplier<Tensor> operation;
    private final Tensor[] leaves;
    private final Tensor[] upstream;

    Gradients(List<Tensor> leaves, Tensor upstream, Supplier<Tensor> operation) {
      this.operation = operation;
      this.leaves = leaves.toArray(Tensor[]::new);
      this.upstream = new Tensor[] {upstream};
      leaves.forEach(Tensor::requiresGrad_);
    }

    @Override
    Tensor[] call() {
      Tensor y = operation.get();
      Tensor[] g = Autograd.grad(new Tensor[] {y}, leaves, upstream, o -> o);
      return Stream.concat(Stream.of(y), Arrays.stream(g)).toArray(Tensor[]::new);
    }
  }

  /** One parameter with a given gradient. */
  private static final class AdamStep extends Job {
    private final Tensor[] in;
    private Parameter parameter;
    private Adam adam;

    AdamStep(Tensor[] in) {
      this.in = in;
      reset();
    }

    @Override
    void reset() {
      parameter = new Parameter(in[0].clone());
      parameter.mul(in[1]).sum().backward();
      adam = new Adam(List.of(parameter), LEARNING_RATE);
    }

    @Override
    Tensor[] call() {
      adam.step();
      return new Tensor[] {parameter};
    }

    @Override
    Tensor[] checked() {
      reset();
      return call();
    }
  }

  private static final class Lenet extends Module implements Layer {
    private final Conv2d conv1 = new Conv2d(1, 6, 5, o -> o.padding(2));
    private final Conv2d conv2 = new Conv2d(6, 16, 5);
    private final Linear fc1 = new Linear(400, 120);
    private final Linear fc2 = new Linear(120, 84);
    private final Linear fc3 = new Linear(84, 10);

    Lenet(Tensor[] in) {
      give(this, in, Work.Lenet.FIRST_PARAMETER);
    }

    @Override
    public Tensor forward(Tensor x) {
      x = F.maxPool2d(conv1.call(x).relu(), 2);
      x = F.maxPool2d(conv2.call(x).relu(), 2);
      x = x.flatten(1);
      x = fc1.call(x).relu();
      x = fc2.call(x).relu();
      return fc3.call(x);
    }
  }

  private static final class Training extends Job {
    private final Tensor[] in;
    private Lenet net;
    private Adam adam;

    Training(Tensor[] in) {
      this.in = in;
      reset();
    }

    @Override
    void reset() {
      net = new Lenet(in);
      adam = new Adam(net.parameters(), LEARNING_RATE);
    }

    @Override
    Tensor[] call() {
      adam.zeroGrad();
      Tensor loss = lossAndBackward();
      adam.step();
      return new Tensor[] {loss};
    }

    private Tensor lossAndBackward() {
      Tensor loss = F.crossEntropy(net.call(in[0]), in[1]);
      loss.backward();
      return loss;
    }

    @Override
    Tensor[] checked() {
      reset();
      List<Tensor> outputs = new ArrayList<>(List.of(lossAndBackward()));
      net.parameters().forEach(p -> outputs.add(p.grad()));
      return outputs.toArray(Tensor[]::new);
    }
  }

  /** A network of vision: inference, or a step of training. */
  private static final class Step extends Job {
    private static final double RATE = 1e-4;

    private final Work.Step work;
    private final Tensor[] in;
    private final Module net;
    private final SGD sgd;

    Step(Work.Step work, Tensor[] in) {
      this.work = work;
      this.in = in;
      net = work.network().make().train(work.train());
      sgd = new SGD(net.parameters(), RATE, o -> o.momentum(0.9));
    }

    @Override
    Tensor[] call() {
      Layer layer = (Layer) net;
      return Jackhammer.step(
          () -> {
            if (!work.train()) {
              return new Tensor[] {Autograd.noGrad(() -> layer.call(in[0]))};
            }
            sgd.zeroGrad();
            Tensor loss = F.crossEntropy(layer.call(in[0]), in[1]);
            loss.backward();
            sgd.step();
            return new Tensor[] {loss};
          });
    }

    @Override
    Tensor[] checked() {
      return ReferenceStep.outputs(work, net, in[0], in[1]).toArray(Tensor[]::new);
    }
  }
}
