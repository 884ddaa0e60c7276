package jackhammer.badinput;

import static jackhammer.Tensor.ones;

import jackhammer.nn.ChannelShuffle;
import jackhammer.nn.PixelShuffle;
import jackhammer.nn.PixelUnshuffle;
import jackhammer.nn.Upsample;
import jackhammer.nn.UpsamplingNearest2d;

/** Images of another size, and channels and pixels exchanged. */
final class VisionProbes {
  private VisionProbes() {}

  static void add(Probes p) {
    p.refused(
            "PixelShuffle",
            () -> new PixelShuffle(2).call(ones(1, 3, 4, 4)),
            "PixelShuffle: the channels of the input must be a multiple of upscale_factor^2 = 4, got 3"
                + " in an input of size [1, 3, 4, 4]",
            "in PixelShuffle(upscale_factor=2)")
        .refused(
            "PixelUnshuffle",
            () -> new PixelUnshuffle(2).call(ones(1, 1, 3, 4)),
            "PixelUnshuffle: the height of the input must be a multiple of downscale_factor = 2, got 3")
        .refused(
            "ChannelShuffle",
            () -> new ChannelShuffle(2).call(ones(1, 3, 4, 4)),
            "ChannelShuffle: the channels of the input must be a multiple of groups = 2, got 3")
        .refused(
            "Upsample both none",
            () -> new Upsample(o -> o),
            "Upsample: give either size or scale_factor, got neither")
        .refused(
            "Upsample mode dims",
            () -> new Upsample(o -> o.scaleFactor(2).mode("linear")).call(ones(1, 1, 3, 3)),
            "Upsample: input must have 3 dimensions (N, C and 1 spatial ones) for mode linear",
            "got torch.Size([1, 1, 3, 3])")
        .refused(
            "* Upsample three sizes of an image",
            () -> new Upsample(o -> o.size(2, 3, 4).mode("bilinear")),
            "Upsample: mode bilinear has 2 spatial dimensions, but size or scale_factor was given for"
                + " 3")
        .refused(
            "* Upsample two factors of a sound",
            () -> new Upsample(o -> o.scaleFactor(2, 3)).call(ones(1, 1, 3)),
            "Upsample: input must have 4 dimensions (N, C and 2 spatial ones) for mode nearest and 2"
                + " sizes or factors")
        .refused(
            "* Upsample factor 0",
            () -> new Upsample(o -> o.scaleFactor(0)),
            "Upsample: scale_factor must be positive, got [0.0]")
        .refused(
            "* Upsample size 0",
            () -> new Upsample(o -> o.size(0)),
            "Upsample: size must be at least 1, got [0]")
        .refused(
            "* UpsamplingNearest2d of a sound",
            () -> new UpsamplingNearest2d(o -> o.size(2)).call(ones(1, 1, 3)),
            "UpsamplingNearest2d: input must have 4 dimensions (N, C, H, W), got [1, 1, 3]");
  }
}
