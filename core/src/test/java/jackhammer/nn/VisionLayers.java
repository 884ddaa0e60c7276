package jackhammer.nn;

import jackhammer.Size;
import jackhammer.Tensor;
import java.util.Arrays;

/** Rows of images of another size, and of channels and pixels exchanged. */
final class VisionLayers {
  private VisionLayers() {}

  static void add(LayerSamples rows) {
    rows.layer("PixelShuffle", a -> new PixelShuffle(a.integer("upscale_factor")))
        .function((a, t) -> F.pixelShuffle(t.get("x"), a.integer("upscale_factor")), "pixelShuffle")
        .batched(4)
        .large("upscale_factor=3", "x=n:3,18,40,41:1")
        .bad(
            IllegalArgumentException.class,
            "PixelShuffle: upscale_factor must be at least 1, got 0",
            () -> new PixelShuffle(0));
    rows.layer("PixelUnshuffle", a -> new PixelUnshuffle(a.integer("downscale_factor")))
        .function(
            (a, t) -> F.pixelUnshuffle(t.get("x"), a.integer("downscale_factor")), "pixelUnshuffle")
        .batched(4)
        .large("downscale_factor=3", "x=n:3,8,42,45:1")
        .bad(
            IllegalArgumentException.class,
            "PixelUnshuffle: downscale_factor must be at least 1, got -1",
            () -> new PixelUnshuffle(-1));
    rows.layer("ChannelShuffle", a -> new ChannelShuffle(a.integer("groups")))
        .function((a, t) -> F.channelShuffle(t.get("x"), a.integer("groups")), "channelShuffle")
        .perRow(c -> true)
        .large("groups=4", "x=n:3,16,40,41:1")
        .bad(
            IllegalArgumentException.class,
            "ChannelShuffle: groups must be at least 1, got 0",
            () -> new ChannelShuffle(0));
    rows.layer("Upsample", a -> new Upsample(options(a, Upsample.options())))
        .perRow(c -> true)
        .large("scale_factor=1.7;mode=bilinear", "x=n:3,8,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "Upsample: align_corners is for linear, bilinear, bicubic and trilinear, mode is nearest",
            () -> new Upsample(o -> o.size(3).alignCorners(true)))
        .bad(
            IllegalArgumentException.class,
            "mode: must be one of [nearest, nearest-exact, linear,",
            () -> new Upsample(o -> o.size(3).mode("cubic")));
    rows.layer("UpsamplingNearest2d", a -> new UpsamplingNearest2d(o -> options(a, o)))
        .perRow(c -> true)
        .large("scale_factor=1.7", "x=n:3,8,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "UpsamplingNearest2d: takes size or scale_factor only",
            () -> new UpsamplingNearest2d(o -> o.size(3).mode("area")));
    rows.layer("UpsamplingBilinear2d", a -> new UpsamplingBilinear2d(o -> options(a, o)))
        .perRow(c -> true)
        .large("scale_factor=1.7", "x=n:3,8,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "UpsamplingBilinear2d: takes size or scale_factor only",
            () -> new UpsamplingBilinear2d(o -> o.size(3).alignCorners(false)));
    rows.function(
            "F.interpolate", (a, t) -> F.interpolate(t.get("x"), o -> options(a, o)), "interpolate")
        .perRow(c -> true)
        .large("scale_factor=0.7;mode=bicubic;antialias=True", "x=n:3,8,50,51:1")
        .bad(
            IllegalArgumentException.class,
            "interpolate: give either size or scale_factor, got both",
            () -> F.interpolate(Tensor.zeros(1, 1, 2), o -> o.size(3).scaleFactor(2)))
        .bad(
            IllegalArgumentException.class,
            "interpolate: antialias is for bilinear and bicubic, and lanczos needs it",
            () -> F.interpolate(Tensor.zeros(1, 1, 2), o -> o.size(3).antialias(true)))
        .bad(
            IllegalArgumentException.class,
            "interpolate: size * scale_factor must be at least 1, got 2 * 0.4 in spatial dimension 0",
            () -> F.interpolate(Tensor.zeros(1, 1, 2), o -> o.scaleFactor(0.4)))
        .bad(
            IllegalArgumentException.class,
            "interpolate: recompute_scale_factor needs scale_factor",
            () -> F.interpolate(Tensor.zeros(1, 1, 2), o -> o.size(4).recomputeScaleFactor(true)));
    grids(rows);
  }

  private static void grids(LayerSamples rows) {
    rows.function(
            "F.grid_sample",
            (a, t) ->
                F.gridSample(
                    t.get("x"),
                    t.get("g"),
                    o ->
                        o.mode(a.text("mode", "bilinear"))
                            .paddingMode(a.text("padding_mode", "zeros"))
                            .alignCorners(a.flag("align_corners", false))),
            "gridSample")
        .perRow(c -> true)
        .large("mode=bilinear", "x=n:3,4,30,31:1 g=n:3,40,41,2:2")
        .bad(
            IllegalArgumentException.class,
            "gridSample: input (N, C, H, W) needs a grid (N, H_out, W_out, 2)",
            () -> F.gridSample(Tensor.zeros(1, 1, 2, 2), Tensor.zeros(1, 2, 2, 3)))
        .bad(
            IllegalArgumentException.class,
            "gridSample: mode bicubic is for images",
            () ->
                F.gridSample(
                    Tensor.zeros(1, 1, 2, 2, 2),
                    Tensor.zeros(1, 2, 2, 2, 3),
                    o -> o.mode("bicubic")));
    rows.function(
            "F.affine_grid",
            (a, t) ->
                F.affineGrid(t.get("x"), Size.of(a.longs("size")), a.flag("align_corners", false)),
            "affineGrid")
        .large("size=3,1,90,91", "x=n:3,2,3:1")
        .bad(
            IllegalArgumentException.class,
            "affineGrid: size (N, C, H, W) needs theta (N, 2, 3)",
            () -> F.affineGrid(Tensor.zeros(1, 2, 3), Size.of(2, 1, 3, 3), false));
  }

  private static Interpolation options(Args a, Interpolation o) {
    Interpolation r = a.has("size") ? o.size(a.integers("size")) : o;
    if (a.has("scale_factor")) {
      r =
          r.scaleFactor(
              Arrays.stream(a.text("scale_factor", "").split(","))
                  .mapToDouble(Double::parseDouble)
                  .toArray());
    }
    r = a.has("mode") ? r.mode(a.text("mode", "")) : r;
    r = a.has("align_corners") ? r.alignCorners(a.flag("align_corners", false)) : r;
    r = a.has("antialias") ? r.antialias(a.flag("antialias", false)) : r;
    return a.has("recompute_scale_factor")
        ? r.recomputeScaleFactor(a.flag("recompute_scale_factor", false))
        : r;
  }
}
