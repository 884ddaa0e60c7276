package jackhammer.optim;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A line of goldens/optim.tsv, whose fields conformance/goldens/optim_runs.py describes. */
record OptimizerRun(
    String name,
    DType dtype,
    Map<String, String> options,
    Map<String, String> second,
    String schedule,
    String[] rates,
    byte[][] states,
    String printed,
    String printedWithSchedule,
    String keys) {
  static final int STEPS = 20;

  /** The steps after which PyTorch's parameters are known. */
  static final List<Integer> SHOWN = List.of(0, 1, 2, 9, 19);

  private static final long[][] SIZES = {{37}, {2, 3}, {4, 5}, {}};

  static List<OptimizerRun> all() throws IOException {
    try (InputStream in = OptimizerRun.class.getResourceAsStream("/goldens/optim.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(OptimizerRun::parse)
          .toList();
    }
  }

  private static OptimizerRun parse(String line) {
    String[] f = line.split("\t", -1);
    String[] states = f[6].split("\\|");
    byte[][] bytes = new byte[states.length][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Base64.getDecoder().decode(states[i]);
    }
    DType dtype = f[1].equals("float32") ? DType.FLOAT32 : DType.FLOAT64;
    Map<String, String> second = f[3].equals("-") ? null : options(f[3]);
    return new OptimizerRun(
        f[0],
        dtype,
        options(f[2]),
        second,
        f[4],
        f[5].split("\\|"),
        bytes,
        f[7].replace("\\n", "\n"),
        f[8].replace("\\n", "\n"),
        f[9]);
  }

  private static Map<String, String> options(String text) {
    Map<String, String> result = new HashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(";")) {
      result.put(pair.split("=")[0], pair.split("=")[1]);
    }
    return result;
  }

  /** Parameters, an optimizer and a schedule in the middle of a run. */
  final class Training {
    final Map<String, Parameter> parameters = new LinkedHashMap<>();
    final Optimizer<?> optimizer;
    final LRScheduler scheduler;

    /** The optimizer's printed form before it had a schedule. */
    final String printed;

    private int t;

    Training(int t) {
      this.t = t;
      int count = second == null ? 2 : 4;
      for (int k = 0; k < count; k++) {
        parameters.put("p" + k, new Parameter(numbers(k, 5 * k, 1, 17, 8)));
      }
      optimizer =
          switch (name) {
            case "SGD" ->
                groups(new SGD(part(0), rate(), o -> sgd(o, options)), o -> sgd(o, second));
            case "Adam" ->
                groups(new Adam(part(0), rate(), o -> adam(o, options)), o -> adam(o, second));
            default ->
                groups(new AdamW(part(0), rate(), o -> adam(o, options)), o -> adam(o, second));
          };
      printed = optimizer.toString();
      scheduler = schedule();
    }

    private <H extends Hyperparameters<H>> Optimizer<H> groups(
        Optimizer<H> optimizer, UnaryOperator<H> options) {
      if (second != null) {
        optimizer.addParamGroup(part(2), options);
      }
      return optimizer;
    }

    private Map<String, Parameter> part(int from) {
      Map<String, Parameter> part = new LinkedHashMap<>();
      for (int k = from; k < from + 2; k++) {
        part.put("p" + k, parameters.get("p" + k));
      }
      return part;
    }

    private double rate() {
      return Double.parseDouble(options.getOrDefault("lr", "0.001"));
    }

    private LRScheduler schedule() {
      if (schedule.equals("-")) {
        return null;
      }
      String[] call = schedule.split("@")[0].split("[:,]");
      int epochs = Integer.parseInt(call[1]);
      return switch (call[0]) {
        case "StepLR" ->
            call.length == 2
                ? new StepLR(optimizer, epochs)
                : new StepLR(optimizer, epochs, Double.parseDouble(call[2]));
        case "CosineAnnealingLR" ->
            call.length == 2
                ? new CosineAnnealingLR(optimizer, epochs)
                : new CosineAnnealingLR(optimizer, epochs, Double.parseDouble(call[2]));
        default -> throw new AssertionError(call[0]);
      };
    }

    private Tensor numbers(int k, int shift, int factor, int modulus, int middle) {
      long n = 1;
      for (long s : SIZES[k]) {
        n *= s;
      }
      double scale = modulus == 17 ? 8 : 16;
      double[] x = new double[(int) n];
      for (int i = 0; i < n; i++) {
        x[i] = ((factor * i + shift) % modulus - middle) / scale;
      }
      return Tensor.fromArray(x).to(dtype).clone().view(SIZES[k]);
    }

    /** One step and the end of its epoch. */
    void step() {
      int k = 0;
      for (Parameter p : parameters.values()) {
        p.grad(k == 1 && t % 3 == 1 ? null : numbers(k, 3 * t + 11 * k, 7, 23, 11));
        k++;
      }
      optimizer.step();
      if (scheduler != null) {
        Integer jump = jumps().get(t);
        if (jump == null) {
          scheduler.step();
        } else {
          scheduler.step(jump);
        }
      }
      t++;
    }

    /** The bits of all parameters. */
    List<long[]> bits() {
      List<long[]> all = new ArrayList<>();
      parameters.values().forEach(p -> all.add(Close.bits(p.detach())));
      return all;
    }
  }

  private Map<Integer, Integer> jumps() {
    Map<Integer, Integer> jumps = new HashMap<>();
    String[] parts = schedule.split("@");
    for (int i = 1; i < parts.length; i++) {
      String[] jump = parts[i].split("=");
      jumps.put(Integer.parseInt(jump[0]), Integer.parseInt(jump[1]));
    }
    return jumps;
  }

  private static boolean is(Map<String, String> m, String key) {
    return "True".equals(m.get(key));
  }

  private static double number(Map<String, String> m, String key, double fallback) {
    return m.containsKey(key) ? Double.parseDouble(m.get(key)) : fallback;
  }

  private static SGD.Options sgd(SGD.Options o, Map<String, String> m) {
    return o.lr(number(m, "lr", o.lr()))
        .momentum(number(m, "momentum", o.momentum()))
        .dampening(number(m, "dampening", o.dampening()))
        .weightDecay(number(m, "weight_decay", o.weightDecay()))
        .nesterov(is(m, "nesterov") || o.nesterov())
        .maximize(is(m, "maximize") || o.maximize());
  }

  private static AdamBase.Options adam(AdamBase.Options o, Map<String, String> m) {
    String[] betas = m.getOrDefault("betas", o.beta1() + "," + o.beta2()).split(",");
    return o.lr(number(m, "lr", o.lr()))
        .betas(Double.parseDouble(betas[0]), Double.parseDouble(betas[1]))
        .eps(number(m, "eps", o.eps()))
        .weightDecay(number(m, "weight_decay", o.weightDecay()))
        .amsgrad(is(m, "amsgrad") || o.amsgrad())
        .maximize(is(m, "maximize") || o.maximize());
  }

  @Override
  public String toString() {
    return name + " " + dtype + options + (second == null ? "" : " and " + second) + schedule;
  }
}
