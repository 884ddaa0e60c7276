package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;

import jackhammer.DType;
import jackhammer.nn.BatchNorm1d;
import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.CrossMapLRN2d;
import jackhammer.nn.GroupNorm;
import jackhammer.nn.InstanceNorm2d;
import jackhammer.nn.LayerNorm;
import jackhammer.nn.LocalResponseNorm;
import jackhammer.nn.RMSNorm;

/** Norms. */
final class NormProbes {
  private NormProbes() {}

  static void add(Probes p) {
    p.refused(
            "BatchNorm2d 3D",
            () -> new BatchNorm2d(3).call(ones(3, 4, 4)),
            "BatchNorm2d: input must have 4 dimensions (N, C, H, W), got [3, 4, 4]",
            "in BatchNorm2d(3, eps=1e-05")
        .refused(
            "BatchNorm2d channels",
            () -> new BatchNorm2d(3).call(ones(2, 4, 5, 5)),
            "BatchNorm2d: input must have num_features = 3 channels (dimension 1), got 4")
        .refused(
            "BatchNorm1d N=1 train",
            () -> new BatchNorm1d(3).call(ones(1, 3)),
            "BatchNorm1d: in training each channel needs more than one number",
            "got an input of size [1, 3]",
            "eval()")
        .refused(
            "BatchNorm1d 4D",
            () -> new BatchNorm1d(3).call(ones(1, 3, 2, 2)),
            "BatchNorm1d: input must have 2 dimensions (N, C) or 3 (N, C, L), got [1, 3, 2, 2]")
        .refused(
            "InstanceNorm2d 1 elem",
            () -> new InstanceNorm2d(3).call(ones(1, 3, 1, 1)),
            "InstanceNorm2d: each channel of an entry needs more than one position",
            "[1, 3, 1, 1]")
        .refused(
            "InstanceNorm2d affine mismatch",
            () -> new InstanceNorm2d(3, o -> o.affine(true)).call(ones(1, 4, 2, 2)),
            "InstanceNorm2d: input must have num_features = 3 channels (dimension 1), got 4")
        .refused(
            "InstanceNorm2d nonaffine mismatch (warn)",
            () -> new InstanceNorm2d(3).call(ones(1, 4, 2, 2)),
            "InstanceNorm2d: input must have num_features = 3 channels (dimension 1), got 4")
        .refused(
            "LayerNorm shape",
            () -> new LayerNorm(5).call(ones(2, 4)),
            "LayerNorm: normalized_shape must name the sizes of the last dimensions",
            "got normalized_shape [5] for an input of size [2, 4]")
        .refused(
            "GroupNorm div",
            () -> new GroupNorm(2, 5),
            "GroupNorm: num_groups must be at least 1 and divide num_channels",
            "num_groups 2, num_channels 5")
        .refused(
            "GroupNorm chan",
            () -> new GroupNorm(2, 4).call(ones(2, 6, 3)),
            "GroupNorm: input must have num_channels = 4 channels (dimension 1), got 6")
        .refused(
            "RMSNorm",
            () -> new RMSNorm(5).call(ones(2, 4)),
            "RMSNorm: normalized_shape must name the sizes of the last dimensions",
            "got normalized_shape [5] for an input of size [2, 4]")
        .refused(
            "LocalResponseNorm 2D",
            () -> new LocalResponseNorm(2).call(ones(2, 4)),
            "LocalResponseNorm: input must have at least 3 dimensions, (N, C, ...), got [2, 4]")
        .refused(
            "* BatchNorm2d eps 0 in training",
            () -> new BatchNorm2d(3, o -> o.eps(0)).call(ones(2, 3, 2, 2)),
            "BatchNorm2d: eps must be positive where the statistics come from the input")
        .refused(
            "* BatchNorm2d momentum",
            () -> new BatchNorm2d(3, o -> o.momentum(1.5)),
            "BatchNorm2d: momentum must be between 0 and 1, or null",
            "got 1.5")
        .refused(
            "* BatchNorm2d with the options of a BatchNorm1d",
            () -> new BatchNorm2d(BatchNorm1d.options(3)),
            "BatchNorm2d: options must be made by BatchNorm2d.options")
        .refused(
            "* BatchNorm2d float64",
            () -> new BatchNorm2d(3).call(ones(size(2, 3, 2, 2), o -> o.dtype(DType.FLOAT64))),
            "BatchNorm2d: input is torch.float64 but running_mean is torch.float32")
        .refused(
            "* CrossMapLRN2d size 0",
            () -> new CrossMapLRN2d(0),
            "CrossMapLRN2d: size, the number of neighbouring channels, must be at least 1, got 0");
  }
}
