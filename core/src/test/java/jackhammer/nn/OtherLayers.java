package jackhammer.nn;

import jackhammer.Tensor;

/** Rows of fully connected layers, activations, dropout, shapes and padding. */
final class OtherLayers {
  private OtherLayers() {}

  static void add(LayerSamples rows) {
    rows.layer(
            "Linear",
            a ->
                new Linear(
                    a.integer("in_features"),
                    a.integer("out_features"),
                    o -> o.bias(a.flag("bias", true))))
        .function((a, t) -> F.linear(t.get("x"), t.get("weight"), t.get("bias")), "linear")
        .perRow(c -> c.sizes().length > 1)
        .large("in_features=300;out_features=200", "x=n:67,300:1")
        .bad(IllegalArgumentException.class, "must not be negative", () -> new Linear(-1, 3));
    rows.layer(
            "Bilinear",
            a ->
                new Bilinear(
                    a.integer("in1_features"),
                    a.integer("in2_features"),
                    a.integer("out_features"),
                    o -> o.bias(a.flag("bias", true))))
        .as((m, x) -> ((Bilinear) m).call(x[0], x[1]))
        .function(
            (a, t) -> F.bilinear(t.get("x"), t.get("z"), t.get("weight"), t.get("bias")),
            "bilinear")
        .perRow(c -> c.sizes().length > 1)
        .large("in1_features=20;in2_features=30;out_features=25", "x=n:167,20:1 z=n:167,30:2")
        .bad(IllegalArgumentException.class, "at least 1", () -> new Bilinear(1, 0, 3));
    rows.layer("Softmax", a -> new Softmax(a.integer("dim")))
        .function((a, t) -> F.softmax(t.get("x"), a.integer("dim")), "softmax")
        .perRow(c -> !c.args().get("dim").equals("0") && c.sizes().length == 3)
        .large("dim=1", "x=n:301,400:1")
        .bad(
            IndexOutOfBoundsException.class,
            "softmax",
            () -> new Softmax(2).call(Tensor.zeros(2, 3)));
    rows.layer("LogSoftmax", a -> new LogSoftmax(a.integer("dim")))
        .function((a, t) -> F.logSoftmax(t.get("x"), a.integer("dim")), "logSoftmax")
        .perRow(c -> !c.args().get("dim").equals("0") && c.sizes().length == 3)
        .large("dim=1", "x=n:301,400:1")
        .bad(
            IndexOutOfBoundsException.class,
            "logSoftmax",
            () -> new LogSoftmax(2).call(Tensor.zeros(2, 3)));
    rows.layer("ReLU", a -> new ReLU(a.flag("inplace", false)))
        .function(
            (a, t) -> a.has("inplace") ? F.relu_(t.get("x")) : F.relu(t.get("x")), "relu", "relu_")
        .perRow(c -> c.sizes().length > 0)
        .large("", "x=n:301,400:1");
    rows.layer("Sigmoid", a -> new Sigmoid())
        .function((a, t) -> F.sigmoid(t.get("x")), "sigmoid")
        .perRow(c -> c.sizes().length > 0)
        .large("", "x=n:301,400:1");
    rows.layer("Tanh", a -> new Tanh())
        .function((a, t) -> F.tanh(t.get("x")), "tanh")
        .perRow(c -> c.sizes().length > 0)
        .large("", "x=n:301,400:1");
    rows.layer("Identity", a -> new Identity())
        .perRow(c -> c.sizes().length > 0)
        .large("", "x=n:301,400:1");
    rows.layer("Flatten", a -> new Flatten(a.integer("start_dim", 1), a.integer("end_dim", -1)))
        .perRow(c -> !c.args().containsKey("start_dim"))
        .large("", "x=n:301,4,100:1")
        .bad(
            IndexOutOfBoundsException.class,
            "flatten",
            () -> new Flatten(1, 5).call(Tensor.zeros(2, 3)));
    rows.layer("Unflatten", a -> new Unflatten(a.integer("dim"), a.longs("unflattened_size")))
        .perRow(c -> true)
        .large("dim=1;unflattened_size=4,100", "x=n:301,400:1")
        .bad(
            IllegalArgumentException.class,
            "unflatten",
            () -> new Unflatten(1, 2, 2).call(Tensor.zeros(2, 3)));
    rows.layer("Dropout", a -> new Dropout(a.real("p", 0.5), a.flag("inplace", false)))
        .function(
            (a, t) ->
                F.dropout(
                    t.get("x"),
                    a.real("p", 0.5),
                    a.flag("_training", true),
                    a.flag("inplace", false)),
            "dropout")
        .followsMemory()
        .large("p=0.3;_seed=5", "x=n:301,400:1")
        .bad(IllegalArgumentException.class, "probability", () -> new Dropout(1.5));
    rows.function(
            "F.one_hot", (a, t) -> F.oneHot(t.get("x"), a.integer("num_classes", -1)), "oneHot")
        .perRow(c -> c.sizes().length > 0 && c.args().containsKey("num_classes"))
        .large("num_classes=40", "x=c40:3001:1")
        .bad(
            IllegalArgumentException.class,
            "oneHot: classes must be in [0, 2), got numbers from 0 to 2",
            () -> F.oneHot(Tensor.tensor(0, 2), 2))
        .bad(
            IllegalArgumentException.class,
            "oneHot: num_classes must be positive, or -1 for classes that are not empty, got -1",
            () -> F.oneHot(Tensor.zeros(0).toLong()))
        .bad(
            IllegalArgumentException.class,
            "oneHot: classes must be int64, got torch.float32",
            () -> F.oneHot(Tensor.zeros(2)));
    rows.function("F.pad", (a, t) -> pad(a, t.get("x")), "pad")
        .large("pad=1,2,3,1;mode=reflect", "x=n:3,16,50,51:1")
        .bad(IllegalArgumentException.class, "pairs", () -> F.pad(Tensor.zeros(2, 3), 1, 2, 3));
  }

  private static Tensor pad(Args a, Tensor x) {
    int[] cells = a.integers("pad");
    return a.has("mode")
        ? F.pad(x, cells, a.text("mode", ""))
        : a.has("value") ? F.pad(x, cells, a.real("value", 0)) : F.pad(x, cells);
  }
}
