package jackhammer.nn;

import jackhammer.Tensor;
import java.util.Map;
import java.util.function.Function;

/** Rows of norms. */
final class NormLayers {
  private static final String[] LARGE = {"4001", "50,51", "16,17,18"};

  private NormLayers() {}

  static void add(LayerSamples rows) {
    batch(rows, 1, a -> new BatchNorm1d(a.integer("num_features"), o -> options(a, o)));
    batch(rows, 2, a -> new BatchNorm2d(a.integer("num_features"), o -> options(a, o)));
    batch(rows, 3, a -> new BatchNorm3d(a.integer("num_features"), o -> options(a, o)));
    instance(rows, 1, a -> new InstanceNorm1d(a.integer("num_features"), o -> options(a, o)));
    instance(rows, 2, a -> new InstanceNorm2d(a.integer("num_features"), o -> options(a, o)));
    instance(rows, 3, a -> new InstanceNorm3d(a.integer("num_features"), o -> options(a, o)));
    group(rows);
    last(rows);
    response(rows);
  }

  static ChannelNorm.Options options(Args a, ChannelNorm.Options o) {
    ChannelNorm.Options r = o.eps(a.real("eps", o.eps()));
    if (a.has("momentum")) {
      r =
          a.text("momentum", "").equals("None")
              ? r.momentum(null)
              : r.momentum(a.real("momentum", 0));
    }
    return r.affine(a.flag("affine", o.affine()))
        .bias(a.flag("bias", true))
        .trackRunningStats(a.flag("track_running_stats", o.trackRunningStats()));
  }

  static boolean inEvaluation(LayerCase c) {
    return c.args().getOrDefault("_training", "").equals("False")
        && !c.args().getOrDefault("track_running_stats", "").equals("False");
  }

  private static void batch(LayerSamples rows, int d, Function<Args, BatchNorm> make) {
    rows.layer("BatchNorm" + d + "d", make)
        .function(
            (a, t) -> {
              boolean tracks = a.flag("track_running_stats", true);
              boolean training = a.flag("_training", true);
              return F.batchNorm(
                  t.get("x"),
                  copy(t, "running_mean"),
                  copy(t, "running_var"),
                  t.get("weight"),
                  t.get("bias"),
                  training || !tracks,
                  0.1,
                  a.real("eps", 1e-5));
            },
            "batchNorm")
        .perRow(c -> inEvaluation(c) && c.sizes()[0] > 0)
        .large("num_features=5", "x=n:3,5," + LARGE[d - 1] + ":1")
        .bad(
            IllegalArgumentException.class,
            "training each channel needs more than one number",
            () -> F.batchNorm(Tensor.ones(1, 3), null, null, null, null, true, 0.1, 1e-5))
        .bad(
            IllegalArgumentException.class,
            "running_mean and running_var must be given",
            () -> F.batchNorm(Tensor.ones(2, 3), null, null))
        .bad(
            IllegalArgumentException.class,
            "both or neither",
            () -> F.batchNorm(Tensor.ones(2, 3), Tensor.ones(3), null))
        .bad(
            IllegalArgumentException.class,
            "one element for each of the 3 channels",
            () -> F.batchNorm(Tensor.ones(2, 3), Tensor.ones(2), Tensor.ones(2)));
  }

  /** The function changes its running statistics, and the samples are used again. */
  private static Tensor copy(Map<String, Tensor> t, String name) {
    return t.get(name) == null ? null : t.get(name).clone();
  }

  private static void instance(LayerSamples rows, int d, Function<Args, InstanceNorm> make) {
    rows.layer("InstanceNorm" + d + "d", make)
        .function(
            (a, t) ->
                t.get("x").dim() < d + 2
                    ? null
                    : F.instanceNorm(
                        t.get("x"),
                        copy(t, "running_mean"),
                        copy(t, "running_var"),
                        t.get("weight"),
                        t.get("bias"),
                        a.flag("_training", true) || !a.flag("track_running_stats", false),
                        0.1,
                        a.real("eps", 1e-5)),
            "instanceNorm")
        .batched(d + 2)
        .large("num_features=5;affine=True", "x=n:3,5," + LARGE[d - 1] + ":1")
        .bad(
            IllegalArgumentException.class,
            "more than one position",
            () -> F.instanceNorm(Tensor.ones(2, 3, 1)))
        .bad(
            IllegalArgumentException.class,
            "running_mean and running_var must be given",
            () -> F.instanceNorm(Tensor.ones(2, 3, 2), null, null, null, null, false, 0.1, 1e-5));
  }

  private static void group(LayerSamples rows) {
    rows.layer(
            "GroupNorm",
            a ->
                new GroupNorm(
                    a.integer("num_groups"),
                    a.integer("num_channels"),
                    o ->
                        o.eps(a.real("eps", 1e-5))
                            .affine(a.flag("affine", true))
                            .bias(a.flag("bias", true))))
        .function(
            (a, t) ->
                F.groupNorm(
                    t.get("x"),
                    a.integer("num_groups"),
                    t.get("weight"),
                    t.get("bias"),
                    a.real("eps", 1e-5)),
            "groupNorm")
        .perRow(c -> c.sizes().length > 2)
        .large("num_groups=3;num_channels=6", "x=n:7,6,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "divide num_channels; got num_groups 2, num_channels 5",
            () -> new GroupNorm(2, 5))
        .bad(
            IllegalArgumentException.class,
            "got 2 groups for 5 channels",
            () -> F.groupNorm(Tensor.ones(2, 5, 3), 2));
  }

  private static void last(LayerSamples rows) {
    rows.layer(
            "LayerNorm",
            a ->
                new LayerNorm(
                    a.longs("normalized_shape"),
                    o ->
                        o.eps(a.real("eps", 1e-5))
                            .elementwiseAffine(a.flag("elementwise_affine", true))
                            .bias(a.flag("bias", true))))
        .function(
            (a, t) ->
                F.layerNorm(
                    t.get("x"),
                    a.longs("normalized_shape"),
                    t.get("weight"),
                    t.get("bias"),
                    a.real("eps", 1e-5)),
            "layerNorm")
        .perRow(c -> c.sizes().length > c.args().get("normalized_shape").split(",").length)
        .large("normalized_shape=700", "x=n:301,700:1")
        .bad(IllegalArgumentException.class, "at least one size", () -> new LayerNorm(new long[0]))
        .bad(
            IllegalArgumentException.class,
            "weight must have the size normalized_shape, [3]",
            () -> F.layerNorm(Tensor.ones(2, 3), new long[] {3}, Tensor.ones(2), null, 1e-5));
    rows.layer(
            "RMSNorm",
            a ->
                new RMSNorm(
                    a.longs("normalized_shape"),
                    o -> {
                      RMSNorm.Options r = o.elementwiseAffine(a.flag("elementwise_affine", true));
                      return a.has("eps") ? r.eps(a.real("eps", 0)) : r;
                    }))
        .function(
            (a, t) ->
                F.rmsNorm(
                    t.get("x"),
                    a.longs("normalized_shape"),
                    t.get("weight"),
                    a.has("eps") ? a.real("eps", 0) : null),
            "rmsNorm")
        .perRow(c -> c.sizes().length > c.args().get("normalized_shape").split(",").length)
        .large("normalized_shape=700", "x=n:301,700:1")
        .bad(
            IllegalArgumentException.class,
            "eps must be positive",
            () -> new RMSNorm(3, o -> o.eps(0)));
  }

  private static LocalResponseNorm.Options response(Args a, LocalResponseNorm.Options o) {
    return o.alpha(a.real("alpha", 1e-4)).beta(a.real("beta", 0.75)).k(a.real("k", 1));
  }

  private static void response(LayerSamples rows) {
    rows.layer(
            "LocalResponseNorm", a -> new LocalResponseNorm(a.integer("size"), o -> response(a, o)))
        .function(
            (a, t) -> F.localResponseNorm(t.get("x"), a.integer("size"), o -> response(a, o)),
            "localResponseNorm")
        .perRow(c -> c.sizes()[0] > 0)
        .large("size=3", "x=n:3,6,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "must be at least 1, got 0",
            () -> new LocalResponseNorm(0));
    rows.layer("CrossMapLRN2d", a -> new CrossMapLRN2d(a.integer("size"), o -> response(a, o)))
        .perRow(c -> true)
        .large("size=3", "x=n:3,6,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "4 dimensions",
            () -> new CrossMapLRN2d(3).call(Tensor.ones(2, 3, 4)));
  }
}
