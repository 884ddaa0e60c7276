package jackhammer.badinput;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.cat;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.randint;
import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.stack;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.nn.PaddingMode;
import java.util.List;

/** Operations on tensors. */
final class OpProbes {
  private OpProbes() {}

  static void add(Probes p) {
    products(p);
    shapes(p);
    indices(p);
    numbers(p);
    ours(p);
  }

  private static void products(Probes p) {
    p.refused(
            "add broadcast",
            () -> ones(2, 3).add(ones(2, 4)),
            "add: sizes [2, 3] and [2, 4] cannot be broadcast together",
            "3 and 4, which must be equal or one of them 1")
        .refused("matmul", () -> ones(2, 3).matmul(ones(4, 5)), "matmul: ", "[2, 3]", "[4, 5]")
        .refused("matmul 1D", () -> ones(3).matmul(ones(4, 5)), "matmul: ", "[3]", "[4, 5]")
        .refused("bmm", () -> ones(2, 3, 4).bmm(ones(2, 5, 6)), "bmm: ", "[2, 3, 4]", "[2, 5, 6]")
        .refused("bmm 2D", () -> ones(3, 4).bmm(ones(4, 5)), "bmm: ", "3", "[3, 4]")
        .refused(
            "mm dtype",
            () -> ones(2, 3).mm(ones(size(3, 4), o -> o.dtype(DType.FLOAT64))),
            "mm: ",
            "torch.float32",
            "torch.float64",
            "convert with");
  }

  private static void shapes(Probes p) {
    p.refused(
            "view",
            () -> ones(2, 3).view(4),
            "view: size [4] does not fit a tensor of size [2, 3]: it has 6 elements, the new sizes"
                + " ask for 4")
        .refused(
            "view noncontig",
            () -> ones(2, 3).t().view(6),
            "view: a tensor of size [3, 2] with strides [1, 3] cannot be seen as [6]",
            "use reshape")
        .refused(
            "view two -1",
            () -> ones(2, 3).view(-1, -1),
            "view: only one size may be -1, got [-1, -1]")
        .refused(
            "reshape",
            () -> ones(2, 3).reshape(5, -1),
            "reshape: size [5, -1] does not fit a tensor of size [2, 3]: it has 6 elements, which is"
                + " not a multiple of 5")
        .refused(
            "cat",
            () -> cat(0, ones(2, 3), ones(2, 4)),
            "cat: all sizes must agree except in dimension 0: expected [2, 3] there, got [2, 4] for"
                + " tensor 1")
        .refused(
            "cat dims",
            () -> cat(0, ones(2, 3), ones(3)),
            "cat: all sizes must agree except in dimension 0",
            "[2, 3]",
            "got [3] for tensor 1")
        .refused("cat empty", () -> cat(0), "cat: at least one tensor is needed, got none")
        .refused(
            "stack",
            () -> stack(0, ones(2), ones(3)),
            "stack: all tensors must have one size: tensor 0 has [2], tensor 1 has [3]")
        .refused(
            "dim range",
            IndexOutOfBoundsException.class,
            () -> ones(2, 3).sum(2),
            "sum: dim must be in [-2, 1] for a tensor of 2 dimensions, got 2")
        .refused(
            "squeeze range",
            IndexOutOfBoundsException.class,
            () -> ones(2, 3).squeeze(4),
            "squeeze: dim must be in [-2, 1] for a tensor of 2 dimensions, got 4")
        .refused(
            "transpose range",
            IndexOutOfBoundsException.class,
            () -> ones(2, 3).transpose(0, 3),
            "transpose: dim must be in [-2, 1] for a tensor of 2 dimensions, got 3")
        .refused(
            "permute", () -> ones(2, 3).permute(0, 0), "permute: dim 0 appears twice in [0, 0]")
        .refused(
            "permute len",
            () -> ones(2, 3).permute(0),
            "permute: a tensor of size [2, 3] has 2 dimensions, got 1 numbers: [0]")
        .refused(
            "expand",
            () -> ones(2, 3).expand(4, 3),
            "expand: a tensor of size [2, 3] cannot be expanded to [4, 3]",
            "must be 1 or stay")
        .refused(
            "split",
            () -> ones(5).split(new long[] {2, 2}, 0),
            "split: the sizes must add up to 5, the size of dimension 0, got [2, 2]")
        .refused("chunk", () -> ones(5).chunk(0, 0), "chunk: chunks must be positive, got 0");
  }

  private static void indices(Probes p) {
    Tensor x = ones(2, 3);
    p.refused(
            "index range",
            IndexOutOfBoundsException.class,
            () -> x.index(5),
            "index: ",
            "5",
            "dimension 0",
            "size 2")
        .refused(
            "too many indices",
            IndexOutOfBoundsException.class,
            () -> x.index(0, 0, 0),
            "index: too many indices: 3 dimensions are named, but a tensor of size [2, 3] has 2")
        .refused(
            "idx tensor",
            IndexOutOfBoundsException.class,
            () -> x.index(tensor(0, 5)),
            "index: ",
            "holds 5 at position [1]",
            "dimension 0 of size 2",
            "expected -2 to 1")
        .refused(
            "idx bool mask",
            IndexOutOfBoundsException.class,
            () -> x.index(tensor(true, false, true)),
            "index: ",
            "[3]",
            "[2, 3]")
        .refused(
            "gather",
            IndexOutOfBoundsException.class,
            () -> x.gather(1, tensor(new long[][] {{0, 5}, {0, 0}})),
            "gather: index holds 5 at position [0, 1], which is out of range for dimension 1 of size"
                + " 3: expected 0 to 2")
        .refused(
            "index_select",
            IndexOutOfBoundsException.class,
            () -> x.indexSelect(1, tensor(0, 5)),
            "indexSelect: index holds 5 at position [1], which is out of range for dimension 1 of"
                + " size 3: expected 0 to 2");
  }

  private static void numbers(Probes p) {
    p.refused(
            "item",
            () -> ones(2, 3).item(),
            "item: expected a tensor with exactly one element, got one of size torch.Size([2, 3])",
            "select an element first")
        .refused(
            "bool ambiguous",
            () -> ones(2, 3).itemBoolean(),
            "itemBoolean: expected a tensor with exactly one element, got one of size torch.Size([2,"
                + " 3])")
        .refused(
            "randn neg", () -> randn(-1), "randn: a size must be in [0, 2^31-1], got -1 in [-1]")
        .refused(
            "tensor ragged",
            () -> tensor(new double[][] {{1, 2}, {3}}),
            "tensor: all rows of dimension 1 must have 2 elements as the first has, got 1")
        .refused(
            "arange",
            () -> arange(0, 5, -1),
            "arange: from start 0.0 with step -1.0, end 5.0 is never reached")
        .refused(
            "multinomial",
            () -> zeros(3).multinomial(1),
            "multinomial: weights must be finite, not negative and not all 0 in a row")
        .refused(
            "argmax empty",
            IndexOutOfBoundsException.class,
            () -> zeros(0).argmax(),
            "argmax: a tensor of size [0] has no element; name a dimension")
        .refused("max empty", () -> zeros(0).max(), "max: no element to choose from", "[0]")
        .refused(
            "mean long",
            () -> arange(3).mean(),
            "mean: input must be a floating-point tensor, got torch.int64; convert it with"
                + " input.to(FLOAT32)")
        .refused(
            "inplace broadcast",
            () -> ones(2).add_(ones(3, 2)),
            "add_: other, of size [3, 2], cannot be broadcast to the size [2] of the tensor that is"
                + " changed in place")
        .refused(
            "inplace dtype",
            () -> arange(3).add_(ones(3)),
            "add_: the result is torch.float32 and cannot be stored",
            "which is torch.int64; use add");
  }

  /** What PyTorch was not asked. */
  private static void ours(Probes p) {
    p.refused(
            "* more than an array holds",
            () -> zeros(100_000, 100_000),
            "zeros: a tensor of size [100000, 100000] would have more than 2^31-1 elements")
        .refused(
            "* sizes that overflow a long",
            () -> ones(6).view(1L << 40, 1L << 40),
            "view: size [1099511627776, 1099511627776] does not fit a tensor of size [6]")
        .refused(
            "* a change in place that would grow",
            () -> ones(3).lerp_(ones(2, 3), 0.5),
            "lerp_: the result has size [2, 3]",
            "which has size [3]",
            "use lerp")
        .refused(
            "* a change in place that would lose fractions",
            () -> arange(3).clamp_(0.5, 1.5),
            "clamp_: the result has size [3] and type torch.float32",
            "torch.int64; use clamp")
        .refused(
            "* null among tensors", () -> cat(0, ones(2), null), "cat: tensor 1 must not be null")
        .refused("* null list", () -> cat(0, (List<Tensor>) null), "cat: tensors must not be null")
        .refused(
            "* whole numbers that the type cannot hold",
            () -> randint(0, 300, size(3), o -> o.dtype(DType.UINT8)),
            "randint: numbers from 0 to 299 do not fit torch.uint8",
            "0 to 255")
        .refused(
            "* more bins than an array holds",
            () -> ones(3).histc(1L << 40),
            "histc: bins must fit in 32 bits, got 1099511627776")
        .refused(
            "* chunks of nothing",
            () -> zeros(0, 3).chunk(1L << 40, 0),
            "chunk: a dimension of size 0",
            "must be in [1, 1048576], got 1099511627776")
        .refused(
            "* repeated sizes that fit one by one",
            () -> ones(3).repeat(1 << 30, 1),
            "repeat: a tensor of size [1073741824, 3] would have more than 2^31-1 elements")
        .refused(
            "* copied cells around nothing",
            () -> F.pad(ones(2, 3), new int[0], PaddingMode.CIRCULAR),
            "pad: mode \"circular\" pads the last 1, 2 or 3 dimensions",
            "got 0 dimensions")
        .refused(
            "* size by a bad place",
            IndexOutOfBoundsException.class,
            () -> ones(2, 3).size().get(2),
            "Size: index must be in [0, 1] for torch.Size([2, 3]), got 2");
  }
}
