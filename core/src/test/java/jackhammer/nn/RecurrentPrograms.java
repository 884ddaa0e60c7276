package jackhammer.nn;

import static jackhammer.Tensor.arange;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Twins of conformance/goldens/recurrent.py. */
final class RecurrentPrograms {
  private static final boolean[] FLAGS = {false, true};

  private RecurrentPrograms() {}

  /** A cell whose state begins from ones. */
  static final class Begins extends Module implements Recurrent.Cell<Tensor> {
    private final Linear fc;

    Begins(int inputSize, int hiddenSize) {
      fc = new Linear(inputSize, hiddenSize);
    }

    @Override
    public Tensor call(Tensor x, Tensor h) {
      Tensor sum = fc.call(x);
      return (h == null ? sum.add(0.5) : sum.add(h.mul(0.5))).tanh();
    }
  }

  private static Tensor numbers(long... sizes) {
    return arange(Arrays.stream(sizes).reduce(1, (a, b) -> a * b)).toDouble().reshape(sizes);
  }

  private static String python(boolean value) {
    return value ? "True" : "False";
  }

  static void cellsOverSequences(Facts f) {
    long[][] lengths = {{4, 4, 4}, {2, 4, 1}};
    for (String key : List.of("RNNCell", "GRUCell", "LSTMCell", "LayerNormLSTMCell", "Begins")) {
      programs(f, key, lengths, 0, o -> o);
    }
  }

  static void oneMaskForASequence(Facts f) {
    long[][] lengths = {{4, 4, 4}, {4, 3, 2}};
    for (String key : List.of("RNNCell", "LSTMCell", "LayerNormLSTMCell")) {
      programs(f, key, lengths, 2, o -> o.inputDropout(0.4).stateDropout(0.3));
    }
  }

  private static void programs(
      Facts f, String key, long[][] lengths, int shown, UnaryOperator<Recurrent.Options> dropout) {
    for (int layers = 1; layers <= 2; layers++) {
      for (boolean both : FLAGS) {
        for (boolean given : FLAGS) {
          for (long[] some : lengths) {
            String name =
                "%s %d %s %s %d ".formatted(key, layers, python(both), python(given), some[shown]);
            UnaryOperator<Recurrent.Options> o = p -> dropout.apply(p.bidirectional(both));
            switch (key) {
              case "RNNCell" -> run(f, name, layers, RNNCell::new, o, given, some);
              case "GRUCell" -> run(f, name, layers, GRUCell::new, o, given, some);
              case "Begins" -> run(f, name, layers, Begins::new, o, given, some);
              case "LSTMCell" -> run(f, name, layers, LSTMCell::new, o, given, some);
              default -> run(f, name, layers, LayerNormLSTMCell::new, o, given, some);
            }
          }
        }
      }
    }
  }

  private interface Sized<S> {
    Recurrent.Cell<S> make(int inputSize, int hiddenSize);
  }

  @SuppressWarnings("unchecked")
  private static <S> void run(
      Facts f,
      String name,
      int layers,
      Sized<S> cell,
      UnaryOperator<Recurrent.Options> options,
      boolean given,
      long[] lengths) {
    int directions = options.apply(Recurrent.Options.DEFAULT).bidirectional() ? 2 : 1;
    Jackhammer.manualSeed(1);
    Recurrent<S> net =
        Recurrent.of(
            layers, (layer, reverse) -> cell.make(layer == 0 ? 3 : 2 * directions, 2), options);
    net.to(DType.FLOAT64);
    Tensor x = numbers(4, 3, 3).mul(0.7).sin().detach().requiresGrad_();
    long count = layers * (long) directions;
    Tensor h = numbers(count, 3, 2).mul(0.3).cos().requiresGrad_();
    Tensor c = numbers(count, 3, 2).mul(0.2).cos().requiresGrad_();
    boolean isLstm = name.contains("LSTM");
    S start = !given ? null : (S) (isLstm ? new LSTM.State(h, c) : h);
    Jackhammer.manualSeed(2);
    boolean isPadded = lengths[0] + lengths[1] + lengths[2] < 12;
    Recurrent.Output<S> r = isPadded ? net.call(x, lengths, start) : net.call(x, start);
    List<Tensor> outs = LayerRun.flat(r);
    f.put(name + "output", outs);
    List<Tensor> wanted = new ArrayList<>(List.of(x));
    if (given) {
      wanted.addAll(isLstm ? List.of(h, c) : List.of(h));
    }
    int inputs = wanted.size();
    List<Parameter> parameters = net.parameters();
    wanted.addAll(parameters);
    Tensor total = null;
    for (Tensor t : outs) {
      Tensor part = t.mul(t).mul(numbers(t.size().toLongArray()).add(1)).sum();
      total = total == null ? part : total.add(part);
    }
    Tensor[] grads = Autograd.grad(total, wanted.toArray(new Tensor[0]));
    f.put(name + "gradients", (Object[]) Arrays.copyOf(grads, inputs));
    List<Tensor> sums = new ArrayList<>();
    for (Tensor g : Arrays.asList(grads).subList(inputs, grads.length)) {
      sums.add(g.mul(numbers(g.size().toLongArray()).add(1)).sum());
    }
    f.put(name + "of parameters", sums);
  }
}
