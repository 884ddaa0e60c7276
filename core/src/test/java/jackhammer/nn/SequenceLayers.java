package jackhammer.nn;

import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import java.util.function.UnaryOperator;

/** Rows of losses of sequences and of very many classes. */
final class SequenceLayers {
  private SequenceLayers() {}

  static void add(LayerSamples rows) {
    rows.layer("CTCLoss", a -> new CTCLoss(ctc(a)))
        .as((m, x) -> ((CTCLoss) m).call(x[0], x[1], x[2], x[3]))
        .function(
            (a, t) ->
                F.ctcLoss(t.get("x"), t.get("targets"), t.get("steps"), t.get("lengths"), ctc(a)),
            "ctcLoss")
        .notSmooth() // its gradient is that of a log-softmax before it: see CtcTest
        .large(
            "reduction=none", "x=n:40,16,30:1 targets=d29:16,12:2 steps=g40:16:3 lengths=d12:16:4")
        .bad(
            IllegalArgumentException.class,
            "blank must not be negative, got -1",
            () -> new CTCLoss(o -> o.blank(-1)));
    rows.layer("AdaptiveLogSoftmaxWithLoss", SequenceLayers::adaptive)
        .as((m, x) -> ((AdaptiveLogSoftmaxWithLoss) m).call(x[0], x[1]))
        .large("in_features=32;n_classes=4000;cutoffs=50,600", "x=n:300,32:1 t=c4000:300:2")
        .bad(
            IllegalArgumentException.class,
            "cutoffs must be at least one number, must rise and lie between 1 and n_classes - 1 = 9,"
                + " got [2, 2]",
            () -> new AdaptiveLogSoftmaxWithLoss(4, 10, 2, 2))
        .bad(IllegalArgumentException.class, "got []", () -> new AdaptiveLogSoftmaxWithLoss(4, 10))
        .bad(
            IllegalArgumentException.class,
            "got [10]",
            () -> new AdaptiveLogSoftmaxWithLoss(4, 10, 10))
        .bad(
            IllegalArgumentException.class,
            "div_value must be positive",
            () -> new AdaptiveLogSoftmaxWithLoss(4, 10, new int[] {3}, o -> o.divValue(0)))
        .bad(
            IndexOutOfBoundsException.class,
            "target must hold classes in [0, 10), got 10 at target[1]",
            () -> new AdaptiveLogSoftmaxWithLoss(4, 10, 3).call(zeros(2, 4), tensor(0, 10)))
        .bad(
            IllegalArgumentException.class,
            "input must be (N, in_features) with in_features = 4, got size",
            () -> new AdaptiveLogSoftmaxWithLoss(4, 10, 3).logProb(zeros(4)));
  }

  private static UnaryOperator<CTCLoss.Options> ctc(Args a) {
    return o ->
        o.blank(a.integer("blank", 0))
            .reduction(a.text("reduction", "mean"))
            .zeroInfinity(a.flag("zero_infinity", false));
  }

  private static AdaptiveLogSoftmaxWithLoss adaptive(Args a) {
    return new AdaptiveLogSoftmaxWithLoss(
        a.integer("in_features"),
        a.integer("n_classes"),
        a.integers("cutoffs"),
        o -> o.divValue(a.real("div_value", 4)).headBias(a.flag("head_bias", false)));
  }
}
