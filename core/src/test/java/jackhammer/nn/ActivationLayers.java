package jackhammer.nn;

import jackhammer.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rows of activations, and of dropout of channels. */
final class ActivationLayers {
  private ActivationLayers() {}

  static void add(LayerSamples rows) {
    bent(rows);
    plain(rows);
    others(rows);
    drawn(rows);
    dropout(rows, "Dropout1d", Dropout1d::new, F::dropout1d, "dropout1d", "3,40,500");
    dropout(rows, "Dropout2d", Dropout2d::new, F::dropout2d, "dropout2d", "3,40,25,26");
    dropout(rows, "Dropout3d", Dropout3d::new, F::dropout3d, "dropout3d", "3,40,8,9,10");
    dropout(rows, "AlphaDropout", AlphaDropout::new, F::alphaDropout, "alphaDropout", "301,400");
    dropout(
        rows,
        "FeatureAlphaDropout",
        FeatureAlphaDropout::new,
        F::featureAlphaDropout,
        "featureAlphaDropout",
        "3,40,500");
  }

  /** A row of what works element by element. */
  private static LayerRow each(
      LayerSamples rows,
      String key,
      Function<Args, ? extends Module> make,
      BiFunction<Args, Tensor, Tensor> function,
      String... names) {
    return rows.layer(key, make)
        .function((a, t) -> function.apply(a, t.get("x")), names)
        .perRow(c -> c.sizes().length > 0)
        .large(key.equals("Threshold") ? "threshold=0.25;value=20" : "", "x=n:301,400:1");
  }

  private static boolean inplace(Args a) {
    return a.flag("inplace", false);
  }

  /** Those of numbers as arguments. */
  private static void bent(LayerSamples rows) {
    each(
        rows,
        "ELU",
        a -> new ELU(a.real("alpha", 1), inplace(a)),
        (a, x) -> inplace(a) ? F.elu_(x, a.real("alpha", 1)) : F.elu(x, a.real("alpha", 1)),
        "elu",
        "elu_");
    each(
            rows,
            "CELU",
            a -> new CELU(a.real("alpha", 1), inplace(a)),
            (a, x) -> inplace(a) ? F.celu_(x, a.real("alpha", 1)) : F.celu(x, a.real("alpha", 1)),
            "celu",
            "celu_")
        .bad(IllegalArgumentException.class, "must not be 0", () -> new CELU(0));
    each(
            rows,
            "Softplus",
            a -> new Softplus(a.real("beta", 1), a.real("threshold", 20)),
            (a, x) -> F.softplus(x, a.real("beta", 1), a.real("threshold", 20)),
            "softplus")
        .bad(IllegalArgumentException.class, "must not be 0", () -> new Softplus(0, 20));
    each(
            rows,
            "Softshrink",
            a -> new Softshrink(a.real("lambd", 0.5)),
            (a, x) -> F.softshrink(x, a.real("lambd", 0.5)),
            "softshrink")
        .bad(IllegalArgumentException.class, "must not be negative", () -> new Softshrink(-1));
    each(
        rows,
        "Hardshrink",
        a -> new Hardshrink(a.real("lambd", 0.5)),
        (a, x) -> F.hardshrink(x, a.real("lambd", 0.5)),
        "hardshrink");
    each(
            rows,
            "Hardtanh",
            a -> new Hardtanh(a.real("min_val", -1), a.real("max_val", 1), inplace(a)),
            (a, x) ->
                inplace(a)
                    ? F.hardtanh_(x, a.real("min_val", -1), a.real("max_val", 1))
                    : F.hardtanh(x, a.real("min_val", -1), a.real("max_val", 1)),
            "hardtanh",
            "hardtanh_")
        .bad(IllegalArgumentException.class, "must not be larger", () -> new Hardtanh(1, 0));
    each(
        rows,
        "LeakyReLU",
        a -> new LeakyReLU(a.real("negative_slope", 0.01), inplace(a)),
        (a, x) ->
            inplace(a)
                ? F.leakyRelu_(x, a.real("negative_slope", 0.01))
                : F.leakyRelu(x, a.real("negative_slope", 0.01)),
        "leakyRelu",
        "leakyRelu_");
    each(
        rows,
        "Threshold",
        a -> new Threshold(a.real("threshold", 0), a.real("value", 0), inplace(a)),
        (a, x) ->
            inplace(a)
                ? F.threshold_(x, a.real("threshold", 0), a.real("value", 0))
                : F.threshold(x, a.real("threshold", 0), a.real("value", 0)),
        "threshold",
        "threshold_");
    each(
            rows,
            "GELU",
            a -> new GELU(a.text("approximate", "none")),
            (a, x) -> F.gelu(x, a.text("approximate", "none")),
            "gelu")
        .bad(IllegalArgumentException.class, "\"none\" or \"tanh\"", () -> new GELU("erf"));
  }

  /** Those without. */
  private static void plain(LayerSamples rows) {
    each(
        rows,
        "SELU",
        a -> new SELU(inplace(a)),
        (a, x) -> inplace(a) ? F.selu_(x) : F.selu(x),
        "selu",
        "selu_");
    each(rows, "SiLU", a -> new SiLU(inplace(a)), (a, x) -> F.silu(x, inplace(a)), "silu");
    each(rows, "Mish", a -> new Mish(inplace(a)), (a, x) -> F.mish(x, inplace(a)), "mish");
    each(rows, "Softsign", a -> new Softsign(), (a, x) -> F.softsign(x), "softsign");
    each(rows, "Tanhshrink", a -> new Tanhshrink(), (a, x) -> F.tanhshrink(x), "tanhshrink");
    each(rows, "ReLU6", a -> new ReLU6(inplace(a)), (a, x) -> F.relu6(x, inplace(a)), "relu6");
    each(
        rows,
        "Hardsigmoid",
        a -> new Hardsigmoid(inplace(a)),
        (a, x) -> F.hardsigmoid(x, inplace(a)),
        "hardsigmoid");
    each(
        rows,
        "Hardswish",
        a -> new Hardswish(inplace(a)),
        (a, x) -> F.hardswish(x, inplace(a)),
        "hardswish");
    each(rows, "LogSigmoid", a -> new LogSigmoid(), (a, x) -> F.logsigmoid(x), "logsigmoid");
  }

  private static void others(LayerSamples rows) {
    rows.layer("PReLU", a -> new PReLU(a.integer("num_parameters"), a.real("init", 0.25)))
        .function((a, t) -> F.prelu(t.get("x"), t.get("weight")), "prelu")
        .perRow(c -> c.sizes().length > 1)
        .large("num_parameters=4", "x=n:301,4,100:1")
        .bad(IllegalArgumentException.class, "at least 1", () -> new PReLU(0));
    rows.layer(
            "RReLU", a -> new RReLU(a.real("lower", 1.0 / 8), a.real("upper", 1.0 / 3), inplace(a)))
        .function(
            (a, t) ->
                inplace(a)
                    ? F.rrelu_(
                        t.get("x"),
                        a.real("lower", 1.0 / 8),
                        a.real("upper", 1.0 / 3),
                        a.flag("_training", true))
                    : F.rrelu(
                        t.get("x"),
                        a.real("lower", 1.0 / 8),
                        a.real("upper", 1.0 / 3),
                        a.flag("_training", true)),
            "rrelu",
            "rrelu_")
        .followsMemory()
        .large("_seed=5", "x=n:301,400:1")
        .bad(IllegalArgumentException.class, "must not be larger", () -> new RReLU(1, 0));
    rows.layer("GLU", a -> new GLU(a.integer("dim", -1)))
        .function((a, t) -> F.glu(t.get("x"), a.integer("dim", -1)), "glu")
        .perRow(c -> c.sizes().length > 1 && !"0".equals(c.args().get("dim")))
        .large("dim=1", "x=n:301,400:1");
    rows.layer("Softmax2d", a -> new Softmax2d()).batched(4).large("", "x=n:3,16,50,51:1");
    rows.layer("Softmin", a -> new Softmin(a.integer("dim")))
        .function((a, t) -> F.softmin(t.get("x"), a.integer("dim")), "softmin")
        .perRow(c -> !c.args().get("dim").equals("0") && c.sizes().length == 3)
        .large("dim=1", "x=n:301,400:1");
  }

  private static void drawn(LayerSamples rows) {
    rows.function(
            "F.gumbel_softmax",
            (a, t) ->
                F.gumbelSoftmax(
                    t.get("x"), a.real("tau", 1), a.flag("hard", false), a.integer("dim", -1)),
            "gumbelSoftmax")
        .notSmooth(c -> c.args().containsKey("hard")) // the gradient is that of the soft one
        .large("_seed=5", "x=n:301,400:1")
        .bad(
            IllegalArgumentException.class,
            "gumbelSoftmax: tau must be positive, it divides, got 0.0",
            () -> F.gumbelSoftmax(Tensor.zeros(2, 3), 0, false))
        .bad(
            IndexOutOfBoundsException.class,
            "gumbelSoftmax: dim must be in [-2, 1]",
            () -> F.gumbelSoftmax(Tensor.zeros(2, 3), 1, false, 2));
  }

  private interface MakeDropout {
    Module of(double p, boolean inplace);
  }

  private interface DropoutFunction {
    Tensor of(Tensor x, double p, boolean training, boolean inplace);
  }

  private static void dropout(
      LayerSamples rows,
      String key,
      MakeDropout make,
      DropoutFunction function,
      String name,
      String large) {
    rows.layer(key, a -> make.of(a.real("p", 0.5), inplace(a)))
        .function(
            (a, t) ->
                function.of(t.get("x"), a.real("p", 0.5), a.flag("_training", true), inplace(a)),
            name)
        .followsMemory()
        .large("p=0.3;_seed=5", "x=n:" + large + ":1")
        .bad(IllegalArgumentException.class, "probability", () -> make.of(1.5, false));
  }
}
