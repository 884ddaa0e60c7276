package jackhammer.nn;

/** Rows of layers that wait for their first input. */
final class LazyLayers {
  private LazyLayers() {}

  static void add(LayerSamples rows) {
    rows.layer(
            "LazyLinear",
            a -> new LazyLinear(a.integer("out_features"), o -> o.bias(a.flag("bias", true))))
        .perRow(c -> c.sizes().length > 1)
        .large("out_features=200", "x=n:67,300:1")
        .bad(IllegalArgumentException.class, "LazyLinear: in_features", () -> new LazyLinear(-1));
    rows.layer(
            "LazyConv1d",
            a ->
                new LazyConv1d(
                    a.integer("out_channels"),
                    a.integer("kernel_size"),
                    o -> ConvLayers.options(a, o)))
        .batched(3)
        .large("out_channels=16;kernel_size=5;padding=2", "x=n:3,8,3001:1");
    rows.layer(
            "LazyConv2d",
            a ->
                new LazyConv2d(
                    a.integer("out_channels"),
                    a.pair("kernel_size"),
                    o -> ConvLayers.options(a, o)))
        .batched(4)
        .large("out_channels=16;kernel_size=3;padding=1", "x=n:3,8,40,41:1");
    rows.layer(
            "LazyConv3d",
            a ->
                new LazyConv3d(
                    a.integer("out_channels"),
                    a.triple("kernel_size"),
                    o -> ConvLayers.options(a, o)))
        .batched(5)
        .large("out_channels=8;kernel_size=3;padding=1", "x=n:2,4,12,13,14:1");
    rows.layer(
            "LazyConvTranspose1d",
            a ->
                new LazyConvTranspose1d(
                    a.integer("out_channels"),
                    a.integer("kernel_size"),
                    o -> ConvTransposeLayers.options(a, o)))
        .asWithArgs(ConvTransposeLayers::call)
        .batched(3)
        .large("out_channels=16;kernel_size=5;stride=2", "x=n:3,8,1501:1");
    rows.layer(
            "LazyConvTranspose2d",
            a ->
                new LazyConvTranspose2d(
                    a.integer("out_channels"),
                    a.pair("kernel_size"),
                    o -> ConvTransposeLayers.options(a, o)))
        .asWithArgs(ConvTransposeLayers::call)
        .batched(4)
        .large("out_channels=16;kernel_size=4;stride=2", "x=n:3,8,20,21:1");
    rows.layer(
            "LazyConvTranspose3d",
            a ->
                new LazyConvTranspose3d(
                    a.integer("out_channels"),
                    a.triple("kernel_size"),
                    o -> ConvTransposeLayers.options(a, o)))
        .asWithArgs(ConvTransposeLayers::call)
        .batched(5)
        .large("out_channels=4;kernel_size=2;stride=2", "x=n:2,8,6,7,8:1");
    norms(rows);
  }

  private static void norms(LayerSamples rows) {
    rows.layer("LazyBatchNorm1d", a -> new LazyBatchNorm1d(o -> NormLayers.options(a, o)))
        .perRow(NormLayers::inEvaluation)
        .large("", "x=n:3,5,4001:1")
        .bad(
            IllegalArgumentException.class,
            "LazyBatchNorm1d: eps must not be negative",
            () -> new LazyBatchNorm1d(o -> o.eps(-1)));
    rows.layer("LazyBatchNorm2d", a -> new LazyBatchNorm2d(o -> NormLayers.options(a, o)))
        .perRow(NormLayers::inEvaluation)
        .large("", "x=n:3,5,50,51:1");
    rows.layer("LazyBatchNorm3d", a -> new LazyBatchNorm3d(o -> NormLayers.options(a, o)))
        .perRow(NormLayers::inEvaluation)
        .large("", "x=n:3,5,16,17,18:1");
    rows.layer("LazyInstanceNorm1d", a -> new LazyInstanceNorm1d(o -> NormLayers.options(a, o)))
        .perRow(c -> true)
        .large("", "x=n:3,5,4001:1");
    rows.layer("LazyInstanceNorm2d", a -> new LazyInstanceNorm2d(o -> NormLayers.options(a, o)))
        .perRow(c -> true)
        .large("", "x=n:3,5,50,51:1");
    rows.layer("LazyInstanceNorm3d", a -> new LazyInstanceNorm3d(o -> NormLayers.options(a, o)))
        .perRow(c -> true)
        .large("", "x=n:3,5,16,17,18:1");
  }
}
