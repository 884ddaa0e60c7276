package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.rand;
import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.zeros;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.AvgPool1d;
import jackhammer.nn.AvgPool2d;
import jackhammer.nn.AvgPool3d;
import jackhammer.nn.Bilinear;
import jackhammer.nn.CircularPad2d;
import jackhammer.nn.Conv1d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Conv3d;
import jackhammer.nn.Dropout;
import jackhammer.nn.F;
import jackhammer.nn.Flatten;
import jackhammer.nn.Linear;
import jackhammer.nn.MaxPool1d;
import jackhammer.nn.MaxPool2d;
import jackhammer.nn.MaxPool3d;
import jackhammer.nn.ReflectionPad1d;
import jackhammer.nn.ReflectionPad2d;
import jackhammer.nn.ReplicationPad2d;
import jackhammer.nn.Sequential;
import jackhammer.nn.Softmax;
import jackhammer.nn.Unflatten;
import jackhammer.nn.ZeroPad2d;

/** Convolutions, pools, padding and fully connected layers. */
final class LayerProbes {
  private LayerProbes() {}

  static void add(Probes p) {
    convolutionInputs(p);
    convolutionArguments(p);
    functions(p);
    maximumPools(p);
    averagePools(p);
    others(p);
    padding(p);
    ours(p);
  }

  private static void convolutionInputs(Probes p) {
    Conv2d conv = new Conv2d(3, 8, 3);
    p.refused(
            "Conv2d(3,8,3) in [8] 1D",
            () -> conv.call(ones(8)),
            "Conv2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3, got [8]",
            "in Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1))")
        .refused(
            "Conv2d(3,8,3) in [2,2,3,5,5] 5D",
            () -> conv.call(ones(2, 2, 3, 5, 5)),
            "Conv2d: input must have 4 dimensions",
            "got [2, 2, 3, 5, 5]")
        .refused(
            "Conv2d(3,8,3) in [2,4,5,5] wrong C",
            () -> conv.call(ones(2, 4, 5, 5)),
            "Conv2d: input must have in_channels = weight.size(1) * groups = 3 * 1 = 3 channels",
            "got 4 in an input of size [2, 4, 5, 5]")
        .refused(
            "Conv2d(4,8,3,groups=2) in [2,3,5,5]",
            () -> new Conv2d(4, 8, 3, o -> o.groups(2)).call(ones(2, 3, 5, 5)),
            "Conv2d: input must have in_channels = weight.size(1) * groups = 2 * 2 = 4 channels",
            "got 3")
        .refused(
            "Conv2d(3,8,7) in [2,3,5,5] kernel too big",
            () -> new Conv2d(3, 8, 7).call(ones(2, 3, 5, 5)),
            "Conv2d: the kernel does not fit into the input",
            "dilation * (kernel - 1) + 1 = 1 * (7 - 1) + 1 = 7",
            "5 + 0 + 0 = 5",
            "pad more or use a smaller kernel")
        .refused(
            "Conv2d input double, weight float",
            () -> conv.call(ones(size(2, 3, 5, 5), o -> o.dtype(DType.FLOAT64))),
            "Conv2d: input is torch.float64 but weight is torch.float32",
            "convert with input.to(FLOAT32)")
        .refused(
            "Conv2d input long",
            () -> conv.call(ones(size(2, 3, 5, 5), o -> o.dtype(DType.INT64))),
            "Conv2d: input",
            "torch.int64",
            "FLOAT32")
        .works(
            "Conv2d empty batch [0,3,5,5] ok?",
            () -> conv.call(ones(0, 3, 5, 5)).size(),
            "torch.Size([0, 8, 3, 3])")
        .refused(
            "Conv2d zero spatial [2,3,0,5]",
            () -> conv.call(ones(2, 3, 0, 5)),
            "Conv2d: the kernel does not fit into the input: in spatial dimension 0",
            "0 + 0 + 0 = 0")
        .refused(
            "Conv1d in 4D",
            () -> new Conv1d(3, 8, 3).call(ones(2, 3, 5, 5)),
            "Conv1d: input must have 3 dimensions (N, C, L) or, without a batch, 2",
            "got [2, 3, 5, 5]")
        .refused(
            "Conv3d in 3D",
            () -> new Conv3d(3, 8, 3).call(ones(3, 5, 5)),
            "Conv3d: input must have 5 dimensions (N, C, D, H, W) or, without a batch, 4",
            "got [3, 5, 5]")
        .refused(
            "Conv3d in 6D",
            () -> new Conv3d(3, 8, 3).call(ones(1, 1, 3, 5, 5, 5)),
            "Conv3d: input must have 5 dimensions",
            "got [1, 1, 3, 5, 5, 5]");
  }

  private static void convolutionArguments(Probes p) {
    p.refused(
            "Conv2d stride=0",
            () -> new Conv2d(3, 8, 3, o -> o.stride(0)),
            "Conv2d: stride must be at least 1, got 0")
        .refused(
            "Conv2d padding=-1",
            () -> new Conv2d(3, 8, 3, o -> o.padding(-1)),
            "Conv2d: padding must be at least 0, got -1")
        .refused(
            "Conv2d dilation=0",
            () -> new Conv2d(3, 8, 3, o -> o.dilation(0)),
            "Conv2d: dilation must be at least 1, got 0")
        .refused(
            "Conv2d kernel=0",
            () -> new Conv2d(3, 8, 0),
            "Conv2d: kernel_size must be at least 1, got 0")
        .refused(
            "Conv2d kernel=-1",
            () -> new Conv2d(3, 8, -1),
            "Conv2d: kernel_size must be at least 1, got -1")
        .refused(
            "Conv2d groups=0",
            () -> new Conv2d(3, 8, 3, o -> o.groups(0)),
            "Conv2d: groups must be at least 1, got 0")
        .refused(
            "Conv2d groups=2 in=3",
            () -> new Conv2d(3, 8, 3, o -> o.groups(2)),
            "Conv2d: groups must divide in_channels and out_channels",
            "groups 2, in_channels 3, out_channels 8")
        .refused(
            "Conv2d groups=3 out=8",
            () -> new Conv2d(3, 8, 3, o -> o.groups(3)),
            "Conv2d: groups must divide in_channels and out_channels",
            "groups 3, in_channels 3, out_channels 8")
        .works(
            "Conv2d padding=same stride=2",
            () ->
                new Conv2d(3, 8, 3, o -> o.padding("same").stride(2)).call(ones(1, 3, 5, 6)).size(),
            "torch.Size([1, 8, 3, 3])")
        .refused(
            "Conv2d padding=foo",
            () -> new Conv2d(3, 8, 3, o -> o.padding("foo")),
            "Conv2d: padding must be a number, \"same\" or \"valid\", got \"foo\"")
        .refused(
            "Conv2d padding_mode=foo",
            () -> new Conv2d(3, 8, 3, o -> o.paddingMode("foo")),
            "padding_mode",
            "must be one of [zeros, reflect, replicate, circular], got \"foo\"")
        .refused(
            "Conv2d reflect pad too big",
            () ->
                new Conv2d(3, 8, 3, o -> o.padding(5).paddingMode("reflect"))
                    .call(ones(2, 3, 5, 5)),
            "pad: ",
            "reflect",
            "5",
            "in Conv2d(3, 8,")
        .refused(
            "Conv2d circular pad too big",
            () ->
                new Conv2d(3, 8, 3, o -> o.padding(6).paddingMode("circular"))
                    .call(ones(2, 3, 5, 5)),
            "pad: ",
            "circular",
            "6",
            "in Conv2d(3, 8,");
  }

  private static void functions(Probes p) {
    Tensor x = ones(2, 3, 5, 5);
    p.refused(
            "F.conv2d weight 3D",
            () -> F.conv2d(x, ones(8, 3, 3), null),
            "conv2d: weight must have 4 dimensions (out_channels, in_channels / groups, kernel)",
            "[8, 3, 3]")
        .refused(
            "F.conv2d bias wrong size",
            () -> F.conv2d(x, ones(8, 3, 3, 3), ones(7)),
            "conv2d: bias must have one element for each of the 8 output channels, got size [7]")
        .refused(
            "F.conv2d stride 3-tuple",
            () -> F.conv2d(x, ones(8, 3, 3, 3), null, o -> o.stride(1, 1, 1)),
            "conv2d: stride takes one number or 2, one for each spatial dimension, got [1, 1, 1]")
        .refused(
            "F.conv2d groups=0",
            () -> F.conv2d(x, ones(8, 3, 3, 3), null, o -> o.groups(0)),
            "conv2d: groups must be at least 1, got 0")
        .refused(
            "F.conv2d groups=3 out 8",
            () -> F.conv2d(x, ones(8, 1, 3, 3), null, o -> o.groups(3)),
            "conv2d: ",
            "groups",
            "3",
            "8");
  }

  private static void maximumPools(Probes p) {
    Tensor x = rand(2, 3, 5, 5);
    p.refused(
            "MaxPool2d kernel 0",
            () -> new MaxPool2d(0),
            "MaxPool2d: kernel_size must be at least 1, got 0")
        .refused(
            "MaxPool2d stride 0",
            () -> new MaxPool2d(2, 0),
            "MaxPool2d: stride must be at least 1, got 0")
        .refused(
            "MaxPool2d padding>k/2",
            () -> new MaxPool2d(2, o -> o.padding(2)),
            "MaxPool2d: padding must be at most half of what the window reaches over",
            "(dilation * (kernel_size - 1) + 1) / 2 = (1 * (2 - 1) + 1) / 2 = 1, got 2")
        .refused(
            "MaxPool2d padding -1",
            () -> new MaxPool2d(2, o -> o.padding(-1)),
            "MaxPool2d: padding must be at least 0, got -1")
        .refused(
            "MaxPool2d dilation 0",
            () -> new MaxPool2d(2, o -> o.dilation(0)),
            "MaxPool2d: dilation must be at least 1, got 0")
        .refused(
            "MaxPool2d too big",
            () -> new MaxPool2d(7).call(x),
            "MaxPool2d: no window fits: in spatial dimension 0",
            "(5 + 2 * 0 - 1 * (7 - 1) - 1) / 7 + 1 = 0",
            "in MaxPool2d(kernel_size=7")
        .refused(
            "MaxPool2d in 2D",
            () -> new MaxPool2d(2).call(ones(5, 5)),
            "MaxPool2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3",
            "got [5, 5]")
        .refused(
            "MaxPool2d in 5D",
            () -> new MaxPool2d(2).call(ones(1, 2, 3, 5, 5)),
            "MaxPool2d: input must have 4 dimensions",
            "got [1, 2, 3, 5, 5]")
        .refused(
            "MaxPool2d zero channel",
            () -> new MaxPool2d(2).call(ones(2, 0, 5, 5)),
            "MaxPool2d: only the batch may be empty, but dimension 1",
            "[2, 0, 5, 5]")
        .refused(
            "MaxPool2d zero spatial",
            () -> new MaxPool2d(2).call(ones(2, 3, 0, 5)),
            "MaxPool2d: only the batch may be empty, but dimension 2",
            "[2, 3, 0, 5]")
        .works(
            "MaxPool2d int input",
            () -> new MaxPool2d(2).call(ones(size(1, 1, 4, 4), o -> o.dtype(DType.INT32))),
            "tensor([[[[1, 1],\n          [1, 1]]]], dtype=torch.int32)")
        .refused(
            "MaxPool1d in 4D",
            () -> new MaxPool1d(2).call(ones(1, 2, 3, 5)),
            "MaxPool1d: input must have 3 dimensions (N, C, L) or, without a batch, 2",
            "got [1, 2, 3, 5]")
        .refused(
            "MaxPool1d padding",
            () -> new MaxPool1d(2, o -> o.padding(2)),
            "MaxPool1d: padding must be at most half",
            "got 2")
        .refused(
            "MaxPool1d kernel 0",
            () -> new MaxPool1d(0),
            "MaxPool1d: kernel_size must be at least 1, got 0")
        .refused(
            "MaxPool1d too big",
            () -> new MaxPool1d(7).call(ones(2, 3, 5)),
            "MaxPool1d: no window fits",
            "(5 + 2 * 0 - 1 * (7 - 1) - 1) / 7 + 1 = 0",
            "in spatial dimension 0")
        .refused(
            "MaxPool1d indices padding",
            () -> new MaxPool1d(2, o -> o.padding(2).returnIndices(true)),
            "MaxPool1d: padding must be at most half",
            "got 2")
        .refused(
            "MaxPool3d in 3D",
            () -> new MaxPool3d(2).call(ones(5, 5, 5)),
            "MaxPool3d: input must have 5 dimensions (N, C, D, H, W) or, without a batch, 4",
            "got [5, 5, 5]")
        .refused(
            "MaxPool3d too big",
            () -> new MaxPool3d(7).call(ones(2, 3, 5, 5, 5)),
            "MaxPool3d: no window fits",
            "(5 + 2 * 0 - 1 * (7 - 1) - 1) / 7 + 1 = 0");
  }

  private static void averagePools(Probes p) {
    p.refused(
            "AvgPool1d in 1D",
            () -> new AvgPool1d(2).call(ones(5)),
            "AvgPool1d: input must have 3 dimensions (N, C, L) or, without a batch, 2",
            "got [5]")
        .refused(
            "AvgPool1d pad",
            () -> new AvgPool1d(2, o -> o.padding(2)),
            "AvgPool1d: padding must be at most half",
            "got 2")
        .refused(
            "AvgPool2d kernel 0",
            () -> new AvgPool2d(0),
            "AvgPool2d: kernel_size must be at least 1, got 0")
        .refused(
            "AvgPool2d pad",
            () -> new AvgPool2d(2, o -> o.padding(2)),
            "AvgPool2d: padding must be at most half",
            "got 2")
        .refused(
            "AvgPool2d divisor 0",
            () -> new AvgPool2d(2, o -> o.divisorOverride(0)),
            "AvgPool2d: divisor_override must not be 0")
        .refused(
            "AvgPool2d stride 0",
            () -> new AvgPool2d(2, 0),
            "AvgPool2d: stride must be at least 1, got 0")
        .refused(
            "AvgPool2d too big",
            () -> new AvgPool2d(7).call(ones(2, 3, 5, 5)),
            "AvgPool2d: no window fits",
            "(5 + 2 * 0 - 1 * (7 - 1) - 1) / 7 + 1 = 0")
        .refused(
            "AvgPool2d long",
            () -> new AvgPool2d(2).call(ones(size(1, 1, 4, 4), o -> o.dtype(DType.INT64))),
            "AvgPool2d: input must be a floating-point tensor, got torch.int64",
            "convert it with input.to(FLOAT32)")
        .refused(
            "AvgPool3d in 3D",
            () -> new AvgPool3d(2).call(ones(5, 5, 5)),
            "AvgPool3d: input must have 5 dimensions (N, C, D, H, W) or, without a batch, 4",
            "got [5, 5, 5]");
  }

  private static void others(Probes p) {
    Linear linear = new Linear(4, 5);
    p.refused(
            "Linear wrong",
            () -> new Sequential(linear).call(ones(2, 3)),
            "linear: the last size of input must be in_features, 4, the second size of weight [5, 4]",
            "got input of size [2, 3]",
            "in 0 Linear(in_features=4, out_features=5, bias=True)")
        .refused(
            "Linear 1D wrong",
            () -> linear.call(ones(3)),
            "linear: the last size of input must be in_features, 4, the second size of weight [5, 4]",
            "got input of size [3]")
        .refused(
            "Linear dtype",
            () -> linear.call(ones(size(2, 4), o -> o.dtype(DType.FLOAT64))),
            "linear: input is torch.float64 but weight is torch.float32",
            "convert with input.to(FLOAT32)")
        .refused(
            "Bilinear",
            () -> new Bilinear(3, 5, 2).call(ones(2, 3), ones(2, 4)),
            "bilinear: expected input1 [*, 3] and input2 [*, 5]",
            "for weight [out, in1, in2] of size [2, 3, 5]; got [2, 3] and [2, 4]")
        .refused(
            "Dropout p=2",
            () -> new Dropout(2),
            "Dropout: p must be a probability between 0 and 1, got 2.0")
        .refused(
            "Softmax dim",
            IndexOutOfBoundsException.class,
            () -> new Softmax(3).call(ones(2, 3)),
            "softmax: dim must be in [-2, 1] for a tensor of 2 dimensions, got 3",
            "in Softmax(dim=3)")
        .refused(
            "Unflatten",
            () -> new Unflatten(1, 2, 2).call(ones(2, 3)),
            "unflatten: sizes [2, 2] do not multiply to 3, the size of dimension 1",
            "in Unflatten(dim=1, unflattened_size=(2, 2))")
        .refused(
            "Flatten dims",
            IndexOutOfBoundsException.class,
            () -> new Flatten(1, 3).call(ones(2, 3)),
            "flatten: dim must be in [-2, 1] for a tensor of 2 dimensions, got 3");
  }

  private static void padding(Probes p) {
    p.refused(
            "F.pad odd",
            () -> F.pad(ones(2, 3), 1, 2, 3),
            "pad: cells must be pairs (before, after) for at most the 2 dimensions",
            "got 3 numbers")
        .refused(
            "F.pad mode",
            () -> F.pad(ones(2, 3), new int[] {1, 1}, "foo"),
            "pad: mode must be one of [constant, reflect, replicate, circular], got \"foo\"")
        .refused(
            "ReflectionPad2d too big",
            () -> new ReflectionPad2d(5).call(ones(1, 3, 4, 4)),
            "pad: ",
            "reflect",
            "size 4",
            "5")
        .refused(
            "ReflectionPad1d 4D",
            () -> new ReflectionPad1d(1).call(ones(1, 3, 4, 4)),
            "pad: mode \"reflect\" pads the last 1, 2 or 3 dimensions",
            "got 1 dimensions to pad of an input of size torch.Size([1, 3, 4, 4])")
        .refused(
            "ReplicationPad2d 2D",
            () -> new ReplicationPad2d(1).call(ones(4, 4)),
            "pad: mode \"replicate\" pads the last 1, 2 or 3 dimensions",
            "[4, 4]")
        .refused(
            "CircularPad2d",
            () -> new CircularPad2d(5).call(ones(1, 3, 4, 4)),
            "pad: ",
            "circular",
            "size 4",
            "5")
        .refused(
            "ZeroPad2d neg too much",
            () -> new ZeroPad2d(-3, -3, 0, 0).call(ones(1, 3, 4, 4)),
            "pad: dimension 3 of size 4 with (-3, -3) cells around it would have size -2");
  }

  /** What PyTorch was not asked. */
  private static void ours(Probes p) {
    p.refused(
            "* Conv2d with the options of a Conv1d",
            () -> new Conv2d(Conv1d.options(3, 8, 3)),
            "Conv2d: options must be made by Conv2d.options, these were made for Conv1d")
        .refused(
            "* AvgPool2d with the options of a MaxPool2d",
            () -> new AvgPool2d(MaxPool2d.options(2)),
            "AvgPool2d: options must be made by AvgPool2d.options, these were made for MaxPool2d")
        .refused(
            "* Conv2d larger than an array",
            () -> new Conv2d(100_000, 100_000, 3),
            "Conv2d: a tensor of size [100000, 100000, 3, 3] would have more than 2^31-1 elements")
        .refused(
            "* Conv2d null",
            () -> new Conv2d(1, 1, 1).call(null),
            "Conv2d: input must not be null",
            "in Conv2d(1, 1, kernel_size=(1, 1), stride=(1, 1))")
        .refused(
            "* Linear options that return nothing",
            () -> new Linear(2, 3, o -> null),
            "Linear: the function that sets options returned null; return the options it was given")
        .refused(
            "* padding beyond int",
            () ->
                F.conv2d(
                    ones(1, 1, 3, 3),
                    ones(1, 1, 3, 3),
                    null,
                    o -> o.padding(Integer.MAX_VALUE).stride(1)),
            "conv2d: ",
            "2147483647")
        .refused(
            "* dilation beyond int",
            () -> F.conv2d(ones(1, 1, 3, 3), ones(1, 1, 5, 5), null, o -> o.dilation(1 << 30)),
            "conv2d: the kernel does not fit into the input",
            "1073741824 * (5 - 1) + 1 = 4294967297")
        .refused(
            "* pool that reaches beyond int",
            () -> new MaxPool2d(5, o -> o.dilation(1 << 30)).call(zeros(1, 1, 3, 3)),
            "MaxPool2d: no window fits",
            "1073741824 * (5 - 1)")
        .refused(
            "* a whole network names the way",
            () ->
                new Sequential(new Conv2d(1, 2, 3), new Sequential(new Flatten(), new Linear(8, 3)))
                    .call(randn(1, 1, 5, 5)),
            "linear: the last size of input must be in_features, 8, the second size of weight [3, 8]",
            "got input of size [1, 18]",
            "in 1.1 Linear(in_features=8, out_features=3, bias=True)");
  }
}
