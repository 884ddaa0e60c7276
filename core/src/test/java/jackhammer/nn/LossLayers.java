package jackhammer.nn;

import jackhammer.Tensor;
import java.util.function.UnaryOperator;

/** Rows of losses. */
final class LossLayers {
  private LossLayers() {}

  static void add(LayerSamples rows) {
    rows.layer("CrossEntropyLoss", a -> new CrossEntropyLoss(crossEntropy(a)))
        .function((a, t) -> F.crossEntropy(t.get("x"), t.get("t"), crossEntropy(a)), "crossEntropy")
        .perRow(LossLayers::isPerRow)
        .large("reduction=sum;label_smoothing=0.1", "x=n:2001,40:1 t=c40:2001:2")
        .bad(
            IllegalArgumentException.class,
            "label_smoothing must lie between 0 and 1",
            () -> new CrossEntropyLoss(o -> o.labelSmoothing(2)));
    rows.layer("NLLLoss", a -> new NLLLoss(nll(a)))
        .function((a, t) -> F.nllLoss(t.get("x"), t.get("t"), nll(a)), "nllLoss")
        .perRow(LossLayers::isPerRow)
        .large("reduction=sum", "x=n:2001,40:1 t=c40:2001:2")
        .bad(
            IllegalArgumentException.class,
            "reduction",
            () -> new NLLLoss(o -> o.reduction("average")));
    rows.layer("BCELoss", a -> new BCELoss(bce(a)))
        .function(
            (a, t) -> F.binaryCrossEntropy(t.get("x"), t.get("t"), bce(a)), "binaryCrossEntropy")
        .perRow(LossLayers::isPerRow)
        .large("reduction=mean", "x=p:301,400:1 -t=b:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "binaryCrossEntropy",
            () -> new BCELoss().call(Tensor.tensor(1.5, 2.5), Tensor.zeros(2)));
    rows.layer("BCEWithLogitsLoss", a -> new BCEWithLogitsLoss(bceWithLogits(a)))
        .function(
            (a, t) -> F.binaryCrossEntropyWithLogits(t.get("x"), t.get("t"), bceWithLogits(a)),
            "binaryCrossEntropyWithLogits")
        .perRow(LossLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 -t=b:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "binaryCrossEntropyWithLogits",
            () -> new BCEWithLogitsLoss().call(Tensor.zeros(2, 3), Tensor.zeros(3, 2)));
    rows.layer("MSELoss", a -> new MSELoss(plain(a)))
        .function((a, t) -> F.mseLoss(t.get("x"), t.get("t"), plain(a)), "mseLoss")
        .perRow(LossLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 t=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "mseLoss",
            () -> new MSELoss().call(Tensor.zeros(2, 3), Tensor.zeros(4, 5)));
    rows.layer("L1Loss", a -> new L1Loss(plain(a)))
        .function((a, t) -> F.l1Loss(t.get("x"), t.get("t"), plain(a)), "l1Loss")
        .perRow(LossLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 t=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "l1Loss",
            () -> new L1Loss().call(Tensor.zeros(2, 3), Tensor.zeros(4, 5)));
  }

  /** Losses of single elements, where a weight is not spread over the batch. */
  private static boolean isPerRow(LayerCase c) {
    return "none".equals(c.args().get("reduction"))
        && c.inputs().get("t").sizes().length > 0
        && (c.sizes().length > 1 || !c.key().startsWith("Cross"))
        && c.inputs().values().stream()
            .skip(2)
            .allMatch(w -> w.sizes().length < Math.max(2, c.sizes().length))
        && !(c.key().startsWith("BCE") && c.sizes().length == 1 && c.inputs().size() > 2);
  }

  private static UnaryOperator<CrossEntropyLoss.Options> crossEntropy(Args a) {
    return o ->
        o.weight(a.tensor("weight"))
            .ignoreIndex(a.integer("ignore_index", -100))
            .labelSmoothing(a.real("label_smoothing", 0))
            .reduction(a.text("reduction", "mean"));
  }

  private static UnaryOperator<NLLLoss.Options> nll(Args a) {
    return o ->
        o.weight(a.tensor("weight"))
            .ignoreIndex(a.integer("ignore_index", -100))
            .reduction(a.text("reduction", "mean"));
  }

  private static UnaryOperator<BCELoss.Options> bce(Args a) {
    return o -> o.weight(a.tensor("weight")).reduction(a.text("reduction", "mean"));
  }

  private static UnaryOperator<BCEWithLogitsLoss.Options> bceWithLogits(Args a) {
    return o ->
        o.weight(a.tensor("weight"))
            .posWeight(a.tensor("pos_weight"))
            .reduction(a.text("reduction", "mean"));
  }

  private static UnaryOperator<Loss.Options> plain(Args a) {
    return o -> o.reduction(a.text("reduction", "mean"));
  }
}
