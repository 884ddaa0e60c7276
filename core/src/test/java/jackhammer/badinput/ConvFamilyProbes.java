package jackhammer.badinput;

import static jackhammer.Tensor.ones;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.ConvTranspose1d;
import jackhammer.nn.ConvTranspose2d;
import jackhammer.nn.F;
import jackhammer.nn.Fold;
import jackhammer.nn.Unfold;
import jackhammer.nn.UnfoldGeometry;
import java.util.List;

/** Transposed convolutions, windows as columns and back. */
final class ConvFamilyProbes {
  private ConvFamilyProbes() {}

  static void add(Probes p) {
    transposed(p);
    transposedOurs(p);
    windows(p);
  }

  private static void transposed(Probes p) {
    ConvTranspose2d up = new ConvTranspose2d(3, 8, 3, o -> o.stride(2));
    p.refused(
            "ConvTranspose2d wrong C",
            () -> new ConvTranspose2d(3, 8, 3).call(ones(2, 4, 5, 5)),
            "ConvTranspose2d: input must have in_channels = weight.size(0) = 3 channels in dimension 1",
            "got 4 in an input of size [2, 4, 5, 5]")
        .refused(
            "ConvTranspose2d output_padding>=stride",
            () -> new ConvTranspose2d(3, 8, 3, o -> o.outputPadding(1)),
            "ConvTranspose2d: output_padding must be smaller than stride or dilation",
            "it is 1, stride 1, dilation 1")
        .refused(
            "ConvTranspose2d output_padding=-1",
            () -> new ConvTranspose2d(3, 8, 3, o -> o.outputPadding(-1)),
            "ConvTranspose2d: output_padding must be at least 0, got -1")
        .refused(
            "ConvTranspose2d output_size bad",
            () -> up.call(ones(2, 3, 5, 5), 20, 20),
            "ConvTranspose2d: output_size must be from 11 to 12 in spatial dimension 0",
            "(5 - 1) * 2 - 2 * 0 + 1 * (3 - 1) + 1",
            "got 20",
            "in ConvTranspose2d(3, 8,")
        .refused(
            "ConvTranspose2d output_size len 3",
            () -> up.call(ones(2, 3, 5, 5), 8, 11, 11),
            "ConvTranspose2d: output_size must have the 2 spatial sizes, or all 4 of the output",
            "got [8, 11, 11]")
        .refused(
            "ConvTranspose2d padding_mode=reflect",
            () -> new ConvTranspose2d(3, 8, 3, o -> o.paddingMode("reflect")),
            "ConvTranspose2d: padding_mode must be zeros, got reflect")
        .refused(
            "ConvTranspose2d in 2D",
            () -> new ConvTranspose2d(3, 8, 3).call(ones(5, 5)),
            "ConvTranspose2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3",
            "got [5, 5]")
        .refused(
            "ConvTranspose2d padding too large",
            () -> new ConvTranspose2d(3, 8, 3, o -> o.padding(5)).call(ones(2, 3, 5, 5)),
            "ConvTranspose2d: the output would have no cells: in spatial dimension 0",
            "(5 - 1) * 1 - 2 * 5 + 1 * (3 - 1) + 0 + 1 = -3; pad less");
  }

  /** What PyTorch was not asked. */
  private static void transposedOurs(Probes p) {
    Tensor x = ones(2, 3, 5);
    p.refused(
            "* ConvTranspose1d without cells",
            () -> new ConvTranspose1d(3, 4, 3).call(ones(2, 3, 0)),
            "ConvTranspose1d: the output would have no cells",
            "only the batch may be empty")
        .refused(
            "* ConvTranspose1d whose output is empty",
            () -> new ConvTranspose1d(3, 4, 2, o -> o.padding(3)).call(x),
            "ConvTranspose1d: the output would have no cells",
            "(5 - 1) * 1 - 2 * 3 + 1 * (2 - 1) + 0 + 1 = 0; pad less")
        .refused(
            "* ConvTranspose1d groups",
            () -> new ConvTranspose1d(3, 4, 3, o -> o.groups(2)),
            "ConvTranspose1d: groups must divide in_channels and out_channels",
            "groups 2, in_channels 3, out_channels 4")
        .refused(
            "* convTranspose1d bias",
            () -> F.convTranspose1d(x, ones(3, 2, 3), ones(3)),
            "convTranspose1d: bias must have one element for each of the 2 output channels, got size"
                + " [3]")
        .refused(
            "* convTranspose1d without output channels",
            () -> F.convTranspose1d(x, ones(3, 0, 3), null),
            "convTranspose1d: there must be at least one output channel")
        .refused(
            "* convTranspose1d output_padding",
            () -> F.convTranspose1d(x, ones(3, 2, 3), null, o -> o.stride(2).outputPadding(2)),
            "convTranspose1d: output_padding must be smaller than stride or dilation",
            "it is 2, stride 2, dilation 1")
        .refused(
            "* ConvTranspose1d no output size",
            () -> new ConvTranspose1d(3, 4, 3).call(x, (Size) null),
            "ConvTranspose1d: output_size must not be null")
        .refused(
            "* ConvTranspose1d beyond int",
            () -> new ConvTranspose1d(3, 4, 3, o -> o.stride(Integer.MAX_VALUE)).call(x),
            "ConvTranspose1d: with its padding the input would have 8589934591 cells")
        .works(
            "* ConvTranspose1d with a stride beyond its input",
            () ->
                new ConvTranspose1d(1, 1, 2, o -> o.stride(Integer.MAX_VALUE).bias(false))
                    .call(ones(1, 1, 1))
                    .size(),
            "torch.Size([1, 1, 2])");
  }

  private static void windows(Probes p) {
    p.refused(
            "Unfold",
            () -> new Unfold(7).call(ones(1, 3, 4, 4)),
            "Unfold: no window fits: in spatial dimension 0",
            "(4 + 2 * 0 - 1 * (7 - 1) - 1) / 1 + 1 = -2; pad more or use a smaller kernel",
            "in Unfold(kernel_size=7,")
        .refused(
            "Fold",
            () -> new Fold(4, 2).call(ones(1, 12, 10)),
            "Fold: the last dimension of input must have one entry for each of the 3 * 3 = 9 windows",
            "of the output (4, 4), got 10")
        .refused(
            "Fold chan",
            () -> new Fold(4, 2).call(ones(1, 13, 9)),
            "Fold: dimension 1 of input must be channels * kernel cells, a multiple of 2 * 2 = 4",
            "got 13")
        .refused(
            "* Unfold of whole numbers",
            () -> new Unfold(2).call(ones(1, 3, 4, 4).toLong()),
            "Unfold: input must be a floating-point tensor, got torch.int64")
        .refused(
            "* Unfold without cells",
            () -> new Unfold(2, o -> o.padding(3)).call(ones(1, 3, 0, 4)),
            "Unfold: only the batch may be empty, but dimension 2 of input [1, 3, 0, 4]")
        .refused(
            "* Unfold of a matrix",
            () -> new Unfold(2).call(ones(4, 4)),
            "Unfold: input must have 4 dimensions (N, C, H, W) or, without a batch, 3, got [4, 4]")
        .refused(
            "* Fold into less than the window",
            () -> new Fold(2, 3).call(ones(1, 9, 1)),
            "Fold: no window fits",
            "fold into a larger output")
        .refused(
            "* Fold with the options of Unfold",
            () -> new Fold(4, 2, o -> theirs()),
            "Fold: options must be made by Fold.options, these were made for Unfold");
  }

  private static UnfoldGeometry theirs() {
    List<Integer> one = List.of(1);
    return new UnfoldGeometry("Unfold", one, one, List.of(0), one);
  }
}
