package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.AdaptiveAvgPool1d;
import jackhammer.nn.AdaptiveAvgPool2d;
import jackhammer.nn.AdaptiveAvgPool3d;
import jackhammer.nn.AdaptiveMaxPool1d;
import jackhammer.nn.AdaptiveMaxPool2d;
import jackhammer.nn.AdaptiveMaxPool3d;
import jackhammer.nn.F;
import jackhammer.nn.FractionalMaxPool2d;
import jackhammer.nn.LPPool2d;
import jackhammer.nn.MaxUnpool1d;
import jackhammer.nn.MaxUnpool2d;
import jackhammer.nn.MaxUnpool3d;
import jackhammer.nn.Pair;

/** Pools of given output size, of norms, at random places, and the way back. */
final class PoolProbes {
  private PoolProbes() {}

  static void add(Probes p) {
    unpool(p);
    adaptive(p);
    normsAndFractions(p);
  }

  private static Tensor places(long at, long... sizes) {
    return zeros(sizes).to(DType.INT64).add(at);
  }

  private static void unpool(Probes p) {
    Tensor x = rand(1, 1, 2, 2);
    MaxUnpool2d layer = new MaxUnpool2d(2);
    p.refused(
            "MaxUnpool2d idx shape",
            () -> layer.call(x, places(0, 1, 1, 2, 3)),
            "MaxUnpool2d: indices must have the size of the input, [1, 1, 2, 2], got [1, 1, 2, 3]",
            "in MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))")
        .refused(
            "MaxUnpool2d idx dtype",
            () -> layer.call(x, places(0, 1, 1, 2, 2).to(DType.INT32)),
            "MaxUnpool2d: indices must be int64, got torch.int32; convert with to(INT64)")
        .refused(
            "MaxUnpool2d idx out of range",
            () -> layer.call(x, places(99, 1, 1, 2, 2)),
            "MaxUnpool2d: indices must be places in the output planes, in [0, 16)",
            "for an output of size [4, 4], got 99")
        .refused(
            "MaxUnpool2d idx negative",
            () -> layer.call(x, places(-1, 1, 1, 2, 2)),
            "in [0, 16)",
            "got -1")
        .refused(
            "MaxUnpool2d output_size bad",
            () -> layer.call(x, places(0, 1, 1, 2, 2), Size.of(9, 9)),
            "MaxUnpool2d: output_size must differ from (size - 1) * stride - 2 * padding +"
                + " kernel_size = 4 by less than the stride",
            "between 3 and 5, both included, got 9")
        .refused(
            "MaxUnpool2d output_size len",
            () -> layer.call(x, places(0, 1, 1, 2, 2), Size.of(4)),
            "MaxUnpool2d: output_size must have 2 entries, one for each spatial dimension, or 4",
            "got torch.Size([4])")
        .refused(
            "MaxUnpool2d in 2D",
            () -> layer.call(ones(2, 2), places(0, 2, 2)),
            "MaxUnpool2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3",
            "got [2, 2]")
        .refused(
            "MaxUnpool1d in 4D",
            () -> new MaxUnpool1d(2).call(ones(1, 1, 2, 2), places(0, 1, 1, 2, 2)),
            "MaxUnpool1d: input must have 3 dimensions (N, C, L) or, without a batch, 2",
            "got [1, 1, 2, 2]")
        .refused(
            "MaxUnpool3d idx range",
            () -> new MaxUnpool3d(2).call(ones(1, 1, 2, 2, 2), places(999, 1, 1, 2, 2, 2)),
            "MaxUnpool3d: indices must be places in the output planes, in [0, 64)",
            "got 999")
        .refused(
            "MaxUnpool3d in 3D",
            () -> new MaxUnpool3d(2).call(ones(2, 2, 2), places(0, 2, 2, 2)),
            "MaxUnpool3d: input must have 5 dimensions (N, C, D, H, W) or, without a batch, 4",
            "got [2, 2, 2]")
        .refused(
            "* MaxUnpool without indices",
            () -> layer.call(x, null),
            "MaxUnpool2d: indices must not be null")
        .refused(
            "* MaxUnpool of nothing left",
            () -> new MaxUnpool1d(1, o -> o.padding(1)).call(ones(1, 1), places(0, 1, 1)),
            "MaxUnpool1d: in spatial dimension 0 the output would have (1 - 1) * 1 - 2 * 1 + 1 = -1")
        .works(
            "* MaxUnpool with all sizes",
            () -> layer.call(x, places(3, 1, 1, 2, 2), Size.of(1, 1, 5, 4)).size(),
            "torch.Size([1, 1, 5, 4])")
        .works(
            "* MaxUnpool without a batch, with all sizes",
            () -> layer.call(x.squeeze(0), places(3, 1, 2, 2), Size.of(1, 5, 4)).size(),
            "torch.Size([1, 5, 4])")
        .refused(
            "* MaxUnpool dilation",
            () -> new MaxUnpool2d(2, o -> o.dilation(2)),
            "MaxUnpool2d: dilation is an option of maximum pools only");
  }

  private static void adaptive(Probes p) {
    p.refused(
            "AdaptiveAvgPool2d in 2D",
            () -> new AdaptiveAvgPool2d(2).call(ones(5, 5)),
            "AdaptiveAvgPool2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3",
            "got [5, 5]",
            "in AdaptiveAvgPool2d(output_size=2)")
        .refused(
            "AdaptiveAvgPool2d negative",
            () -> new AdaptiveAvgPool2d(-1),
            "AdaptiveAvgPool2d: output_size must be at least 0, got [-1]")
        .refused(
            "AdaptiveAvgPool1d in 4D",
            () -> new AdaptiveAvgPool1d(2).call(ones(1, 2, 3, 5)),
            "AdaptiveAvgPool1d: input must have 3 dimensions (N, C, L) or, without a batch, 2",
            "got [1, 2, 3, 5]")
        .refused(
            "AdaptiveAvgPool2d zero spatial",
            () -> new AdaptiveAvgPool2d(2).call(ones(1, 1, 0, 5)),
            "AdaptiveAvgPool2d: only the batch may be empty, but dimension 2",
            "[1, 1, 0, 5]")
        .refused(
            "AdaptiveMaxPool2d in 2D",
            () -> new AdaptiveMaxPool2d(2).call(ones(5, 5)),
            "AdaptiveMaxPool2d: input must have 4 dimensions",
            "got [5, 5]")
        .refused(
            "AdaptiveMaxPool2d zero spatial",
            () -> new AdaptiveMaxPool2d(2).call(ones(1, 1, 0, 5)),
            "AdaptiveMaxPool2d: only the batch may be empty, but dimension 2",
            "[1, 1, 0, 5]")
        .refused(
            "AdaptiveMaxPool1d in 4D",
            () -> new AdaptiveMaxPool1d(2).call(ones(1, 2, 3, 5)),
            "AdaptiveMaxPool1d: input must have 3 dimensions",
            "got [1, 2, 3, 5]")
        .refused(
            "AdaptiveAvgPool3d in 3D",
            () -> new AdaptiveAvgPool3d(2).call(ones(5, 5, 5)),
            "AdaptiveAvgPool3d: input must have 5 dimensions (N, C, D, H, W) or, without a batch, 4",
            "got [5, 5, 5]")
        .refused(
            "AdaptiveMaxPool3d in 3D",
            () -> new AdaptiveMaxPool3d(2).call(ones(5, 5, 5)),
            "AdaptiveMaxPool3d: input must have 5 dimensions",
            "got [5, 5, 5]")
        .refused(
            "* AdaptiveAvgPool2d of three sizes",
            () -> new AdaptiveAvgPool2d(new Integer[] {1, 2, 3}),
            "AdaptiveAvgPool2d: output_size takes one number or 2, one for each spatial dimension")
        .refused(
            "* AdaptiveMaxPool2d without a size",
            () -> new AdaptiveMaxPool2d((Pair) null),
            "AdaptiveMaxPool2d: output_size must not be null")
        .refused(
            "* AdaptiveAvgPool2d of whole numbers",
            () -> F.adaptiveAvgPool2d(tensor(new long[][][] {{{1, 2}}}), 1),
            "adaptiveAvgPool2d: input must be a floating-point tensor, got torch.int64")
        .works(
            "* AdaptiveAvgPool2d to nothing",
            () -> {
              Tensor x = ones(1, 2, 3, 3).requiresGrad_();
              new AdaptiveAvgPool2d(new Pair(0, 2)).call(x).sum().backward();
              return x.grad().sum().item();
            },
            "0.0");
  }

  private static void normsAndFractions(Probes p) {
    p.refused(
            "LPPool2d norm 0",
            () -> new LPPool2d(0, 2),
            "LPPool2d: norm_type must be a number other than 0, which 1 is divided by, got 0.0")
        .refused(
            "LPPool2d too big",
            () -> new LPPool2d(2, 7).call(ones(1, 1, 5, 5)),
            "LPPool2d: no window fits: in spatial dimension 0")
        .refused(
            "* LPPool2d padding",
            () -> new LPPool2d(2, 3, o -> o.padding(1)),
            "LPPool2d: padding is an option of maximum and average pools and MaxUnpool only")
        .refused(
            "FractionalMaxPool2d none",
            () -> new FractionalMaxPool2d(2, o -> o),
            "FractionalMaxPool2d: give either output_size or output_ratio, got neither")
        .refused(
            "FractionalMaxPool2d both",
            () -> new FractionalMaxPool2d(2, o -> o.outputSize(2).outputRatio(0.5)),
            "FractionalMaxPool2d: give either output_size or output_ratio, got both")
        .refused(
            "FractionalMaxPool2d ratio 2",
            () -> new FractionalMaxPool2d(2, o -> o.outputRatio(2)),
            "FractionalMaxPool2d: output_ratio must be between 0 and 1, both excluded, got [2.0]")
        .refused(
            "FractionalMaxPool2d out too big",
            () -> new FractionalMaxPool2d(2, o -> o.outputSize(5)).call(ones(1, 1, 5, 5)),
            "FractionalMaxPool2d: output_size must be at least 1 and output_size + kernel_size - 1 at"
                + " most the size of the input",
            "in spatial dimension 0 of an input of size [1, 1, 5, 5] got output_size 5")
        .refused(
            "FractionalMaxPool2d in 2D",
            () -> new FractionalMaxPool2d(2, o -> o.outputSize(2)).call(ones(5, 5)),
            "FractionalMaxPool2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3",
            "got [5, 5]")
        .refused(
            "FractionalMaxPool2d samples shape",
            () ->
                new FractionalMaxPool2d(2, o -> o.outputSize(2).randomSamples(rand(1, 1, 3)))
                    .call(ones(1, 1, 5, 5)),
            "FractionalMaxPool2d: random_samples must have size (N, C, spatial dimensions) ="
                + " [1, 1, 2], got [1, 1, 3]")
        .refused(
            "* FractionalMaxPool2d samples beyond 1",
            () ->
                new FractionalMaxPool2d(2, o -> o.outputSize(2).randomSamples(ones(1, 1, 2)))
                    .call(ones(1, 1, 5, 5)),
            "FractionalMaxPool2d: random_samples must be in [0, 1)")
        .refused(
            "* FractionalMaxPool2d samples of another type",
            () ->
                new FractionalMaxPool2d(
                        2, o -> o.outputSize(2).randomSamples(rand(1, 1, 2).toDouble()))
                    .call(ones(1, 1, 5, 5)),
            "FractionalMaxPool2d: input is torch.float32 but random_samples is torch.float64");
  }
}
