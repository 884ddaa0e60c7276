package jackhammer.ops;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.tensor;
import static jackhammer.ops.In.b;
import static jackhammer.ops.In.f;
import static jackhammer.ops.In.i;
import static jackhammer.ops.In.lit;

import jackhammer.DType;
import jackhammer.Tensor;

/**
 * Other shapes of the same numbers: {@code ShapeOps}, {@code ArrangeOps}, and what joins tensors.
 */
final class ShapeSamples {
  private ShapeSamples() {}

  static void add(Rows r) {
    shapes(r);
    dimensions(r);
    parts(r);
    arranged(r);
    diagonals(r);
    joined(r);
    turned(r);
  }

  private static void shapes(Rows r) {
    In x = f(2, 3, 4);
    r.op("view")
        .on(a -> a[0].view(6, 4), x)
        .on(a -> a[0].view(-1), x)
        .on(a -> a[0].view(2, -1, 2), x)
        .on(a -> a[0].view(1, 1), f())
        .on(a -> a[0].view(), f(1))
        .on(a -> a[0].view(0, 7), f(0, 3))
        .fixedLayout()
        .bad(
            IllegalArgumentException.class,
            "view: a tensor of size [3, 2] with strides",
            () -> ones(2, 3).t().view(6))
        .bad(
            IllegalArgumentException.class,
            "view: size [4] does not fit a tensor of size [2, 3]",
            () -> ones(2, 3).view(4))
        .bad(IllegalArgumentException.class, "only one size may be -1", () -> ones(4).view(-1, -1));
    r.op("view_as").on(a -> a[0].viewAs(a[1]), f(2, 3), f(3, 2)).fixedLayout();
    r.op("reshape")
        .on(a -> a[0].reshape(6, 4), x)
        .on(a -> a[0].t().reshape(6), f(2, 3))
        .on(a -> a[0].reshape(-1), f())
        .fixedLayout()
        .bad(
            IllegalArgumentException.class,
            "reshape: size [5, -1] does not fit",
            () -> ones(2, 3).reshape(5, -1));
    r.op("reshape.layouts").on(a -> a[0].reshape(3, 8).clone(), x);
    r.op("reshape_as").on(a -> a[0].reshapeAs(a[1]), f(2, 3), f(3, 2));
    r.op("ravel").on(a -> a[0].ravel(), x).on(a -> a[0].ravel(), f());
    r.op("flatten")
        .on(a -> a[0].flatten(), x)
        .on(a -> a[0].flatten(1), x)
        .on(a -> a[0].flatten(0, 1), x)
        .on(a -> a[0].flatten(), f())
        .bad(
            IllegalArgumentException.class,
            "flatten: startDim must not come after endDim",
            () -> ones(2, 3).flatten(1, 0));
    r.op("unflatten")
        .on(a -> a[0].unflatten(1, 2, 3), f(2, 6))
        .on(a -> a[0].unflatten(-1, -1, 2), f(2, 6))
        .fixedLayout()
        .bad(
            IllegalArgumentException.class,
            "unflatten: sizes [4, 2] do not multiply to 6",
            () -> ones(6).unflatten(0, 4, 2));
    r.op("contiguous").on(a -> a[0].t().contiguous(), f(2, 3)).fixedLayout();
    r.op("expand")
        .on(a -> a[0].expand(2, 3, 4), f(3, 1))
        .on(a -> a[0].expand(-1, 4), f(3, 1))
        .on(a -> a[0].expand(2), f())
        .bad(
            IllegalArgumentException.class,
            "expand: a tensor of size [2, 3] cannot be expanded to [4, 3]",
            () -> ones(2, 3).expand(4, 3));
    r.op("expand_as").on(a -> a[0].expandAs(a[1]), f(3, 1), f(2, 3, 4));
    r.op("broadcast_to").on(a -> a[0].broadcastTo(2, 3), f(3));
    r.op("broadcast_tensors")
        .on(a -> Tensor.broadcastTensors(a[0], a[1]).toArray(new Tensor[0]), f(3, 1), f(4));
  }

  private static void dimensions(Rows r) {
    In x = f(2, 3, 4);
    r.op("transpose")
        .on(a -> a[0].transpose(0, 2), x)
        .on(a -> a[0].transpose(0, -1), f())
        .bad(
            IndexOutOfBoundsException.class,
            "transpose: dim must be in [-2, 1]",
            () -> ones(2, 3).transpose(0, 3));
    r.op("swapaxes").on(a -> a[0].swapaxes(0, 2), x).covers("swapdims");
    r.op("t")
        .on(a -> a[0].t(), f(2, 3))
        .on(a -> a[0].t(), f(3))
        .bad(IllegalArgumentException.class, "t: expected a tensor of", () -> ones(1, 2, 3).t())
        .covers("T");
    r.op("mT").on(a -> a[0].mT(), x);
    r.op("permute")
        .on(a -> a[0].permute(2, 0, 1), x)
        .bad(
            IllegalArgumentException.class,
            "permute: dim 0 appears twice",
            () -> ones(2, 3).permute(0, 0))
        .bad(
            IllegalArgumentException.class,
            "permute: a tensor of size [2, 3] has 2 dimensions, got 1",
            () -> ones(2, 3).permute(0));
    r.op("movedim")
        .on(a -> a[0].movedim(0, 2), x)
        .on(a -> a[0].movedim(new long[] {0, 1}, new long[] {-1, 0}), x);
    r.op("squeeze")
        .on(a -> a[0].squeeze(), f(1, 3, 1))
        .on(a -> a[0].squeeze(0), f(1, 3, 1))
        .on(a -> a[0].squeeze(1), f(1, 3, 1))
        .on(a -> a[0].squeeze(0, 2), f(1, 3, 1))
        .bad(
            IndexOutOfBoundsException.class,
            "squeeze: dim must be in [-2, 1]",
            () -> ones(2, 3).squeeze(4));
    r.op("unsqueeze")
        .on(a -> a[0].unsqueeze(0), x)
        .on(a -> a[0].unsqueeze(-1), x)
        .on(a -> a[0].unsqueeze(0), f());
  }

  private static void parts(Rows r) {
    In x = f(2, 3, 4);
    r.op("narrow")
        .on(a -> a[0].narrow(1, 1, 2), x)
        .on(a -> a[0].narrow(2, -2, 2), x)
        .bad(
            IndexOutOfBoundsException.class,
            "narrow: start 1 with length 3",
            () -> ones(3).narrow(0, 1, 3));
    r.op("select")
        .on(a -> a[0].select(1, 2), x)
        .on(a -> a[0].select(-1, -1), x)
        .bad(
            IndexOutOfBoundsException.class,
            "select: index 3 is out of range for dimension 0 of size 3",
            () -> ones(3).select(0, 3));
    r.op("unfold")
        .on(a -> a[0].unfold(2, 2, 1), x)
        .on(a -> a[0].unfold(1, 2, 3), f(2, 8))
        .on(a -> a[0].unfold(0, 1, 1), f())
        .bad(IllegalArgumentException.class, "unfold: size must be", () -> ones(3).unfold(0, 4, 1));
    r.op("diagonal")
        .on(a -> a[0].diagonal(), f(3, 4))
        .on(a -> a[0].diagonal(1, 0, 2), x)
        .on(a -> a[0].diagonal(-1, -1, 0), x)
        .on(a -> a[0].diagonal(5, 0, 1), f(3, 4))
        .bad(
            IllegalArgumentException.class,
            "diagonal: two different dimensions",
            () -> ones(3, 3).diagonal(0, 1, 1));
    r.op("as_strided")
        .on(a -> a[0].asStrided(new long[] {2, 2}, new long[] {1, 2}, 1), f(6))
        .on(a -> a[0].asStrided(new long[] {3, 2}, new long[] {1, 1}, 0), f(4))
        .fixedLayout()
        .bad(
            IndexOutOfBoundsException.class,
            "asStrided: size [3]",
            () -> ones(2).asStrided(new long[] {3}, new long[] {1}, 0));
    r.op("split")
        .on(a -> a[0].split(2, 2), x)
        .on(a -> a[0].split(2), f(5))
        .on(a -> a[0].split(new long[] {1, 0, 2}, 1), x)
        .bad(
            IllegalArgumentException.class,
            "split: the sizes must add up to 5",
            () -> ones(5).split(new long[] {2, 2}, 0));
    r.op("chunk")
        .on(a -> a[0].chunk(3, 2), x)
        .on(a -> a[0].chunk(2, 0), f(5))
        .bad(IllegalArgumentException.class, "chunk: chunks must be", () -> ones(5).chunk(0, 0));
    r.op("tensor_split")
        .on(a -> a[0].tensorSplit(3, 2), x)
        .on(a -> a[0].tensorSplit(new long[] {1, 3}, 2), x)
        .on(a -> a[0].tensorSplit(new long[] {1, 9}, 0), f(5));
    r.op("unbind").on(a -> a[0].unbind(), x).on(a -> a[0].unbind(1), x);
  }

  private static void arranged(Rows r) {
    In x = f(2, 3, 4);
    r.op("flip")
        .on(a -> a[0].flip(0), x)
        .on(a -> a[0].flip(0, 2), x)
        .on(a -> a[0].flip(1), f(2, 0))
        .on(a -> a[0].flip(0), b(5))
        .bad(IllegalArgumentException.class, "flip: dim 0 appears twice", () -> ones(2).flip(0, 0));
    r.op("fliplr").on(a -> a[0].fliplr(), x);
    r.op("flipud").on(a -> a[0].flipud(), x);
    r.op("roll")
        .on(a -> a[0].roll(5), x)
        .on(a -> a[0].roll(1, 1), x)
        .on(a -> a[0].roll(-1, 2), x)
        .on(a -> a[0].roll(new long[] {1, 2}, new long[] {0, 2}), x)
        .on(a -> a[0].roll(0, 0), x)
        .bad(
            IllegalArgumentException.class,
            "roll: as many dimensions as shifts",
            () -> ones(2).roll(new long[] {1}, new long[] {0, 1}));
    r.op("repeat")
        .on(a -> a[0].repeat(2, 3), f(2, 3))
        .on(a -> a[0].repeat(2, 1, 2), f(2, 3))
        .on(a -> a[0].repeat(3), f())
        .on(a -> a[0].repeat(0, 2), f(2, 3))
        .bad(
            IllegalArgumentException.class,
            "repeat: a number for each of the 2 dimensions",
            () -> ones(2, 3).repeat(2));
    r.op("tile").on(a -> a[0].tile(2), f(2, 3)).on(a -> a[0].tile(2, 1, 2), f(2, 3));
    r.op("repeat_interleave")
        .on(a -> a[0].repeatInterleave(2), f(2, 3))
        .on(a -> a[0].repeatInterleave(2, 1), f(2, 3))
        .on(a -> a[0].repeatInterleave(a[1], 0), f(3, 2), lit(new long[] {2, 0, 1}))
        .on(a -> a[0].repeatInterleave(a[1]), f(3), lit(new long[] {0, 3, 0}))
        .bad(
            IllegalArgumentException.class,
            "repeatInterleave: repeats must have 2 elements",
            () -> ones(2).repeatInterleave(tensor(1, 2, 3), 0));
  }

  private static void diagonals(Rows r) {
    In m = f(3, 4);
    r.op("tril")
        .on(a -> a[0].tril(), m)
        .on(a -> a[0].tril(-1), m)
        .inPlace(a -> a[0].tril_(-1))
        .on(a -> a[0].tril(1), f(2, 3, 3))
        .on(a -> a[0].tril(), i(3, 3))
        .bad(IllegalArgumentException.class, "tril: expected at least 2", () -> ones(3).tril());
    r.op("triu")
        .on(a -> a[0].triu(), m)
        .on(a -> a[0].triu(1), m)
        .inPlace(a -> a[0].triu_(1))
        .on(a -> a[0].triu(-1), f(2, 3, 3));
    r.op("diag")
        .on(a -> a[0].diag(), f(3))
        .on(a -> a[0].diag(1), f(3))
        .on(a -> a[0].diag(), m)
        .on(a -> a[0].diag(-1), m)
        .bad(
            IllegalArgumentException.class,
            "diag: expected a tensor of",
            () -> ones(1, 2, 3).diag());
    r.op("diag_embed")
        .on(a -> a[0].diagEmbed(), f(2, 3))
        .on(a -> a[0].diagEmbed(1, 0, 2), f(2, 3))
        .on(a -> a[0].diagEmbed(-1, -2, -1), f(3));
    r.op("trace")
        .on(a -> a[0].trace(), m)
        .on(a -> a[0].trace(), i(3, 3))
        .bad(IllegalArgumentException.class, "trace: expected a matrix", () -> ones(3).trace());
  }

  private static void joined(Rows r) {
    In x = f(2, 3);
    r.op("cat")
        .on(a -> Tensor.cat(0, a[0], a[1]), x, f(1, 3))
        .on(a -> Tensor.cat(-1, a[0], a[1], a[0]), x, f(2, 2))
        .on(a -> Tensor.cat(0, a[0], a[1]), i(2), f(3))
        .on(a -> Tensor.cat(0, a[0], a[1]), f(0), x)
        .bad(
            IllegalArgumentException.class,
            "cat: all sizes must agree except in dimension 0",
            () -> Tensor.cat(0, ones(2, 3), ones(2, 4)))
        .bad(IllegalArgumentException.class, "cat: at least one tensor", () -> Tensor.cat(0))
        .bad(
            IllegalArgumentException.class,
            "cat: tensor 0 is 0-d",
            () -> Tensor.cat(0, tensor(1.0)));
    r.op("stack")
        .on(a -> Tensor.stack(0, a[0], a[1]), x, x)
        .on(a -> Tensor.stack(-1, a[0], a[1]), x, x)
        .on(a -> Tensor.stack(0, a[0], a[1]), f(), f())
        .bad(
            IllegalArgumentException.class,
            "stack: all tensors must have one size",
            () -> Tensor.stack(0, ones(2), ones(3)));
    r.op("hstack")
        .on(a -> Tensor.hstack(a[0], a[1]), x, x)
        .on(a -> Tensor.hstack(a[0], a[1]), f(2), f(3));
    r.op("vstack")
        .on(a -> Tensor.vstack(a[0], a[1]), x, f(3))
        .on(a -> Tensor.vstack(a[0], a[1]), f(), f());
    r.op("dstack")
        .on(a -> Tensor.dstack(a[0], a[1]), x, x)
        .on(a -> Tensor.dstack(a[0], a[1]), f(2), f(2));
    r.op("meshgrid")
        .on(a -> Tensor.meshgrid(a[0], a[1]), f(2), f(3))
        .on(a -> Tensor.meshgrid("xy", a[0], a[1]), f(2), f(3))
        .on(a -> Tensor.meshgrid("xy", a[0], a[1], a[2]), f(2), f(3), f())
        .fixedLayout()
        .bad(
            IllegalArgumentException.class,
            "meshgrid: indexing must be",
            () -> Tensor.meshgrid("ji", ones(2)));
    r.op("cartesian_prod").on(a -> Tensor.cartesianProd(a[0], a[1]), f(2), f(3)).fixedLayout();
    r.op("where")
        .on(a -> Tensor.where(a[0], a[1], a[2]), b(2, 3), x, f(3))
        .on(a -> Tensor.where(a[0], a[1], 2.5), b(2, 3), x)
        .on(a -> Tensor.where(a[0], 2.5, a[1]), b(2, 3), x)
        .on(a -> Tensor.where(a[0]), i(2, 3))
        .bad(
            IllegalArgumentException.class,
            "where: condition must be a bool tensor",
            () -> Tensor.where(ones(2), ones(2), ones(2)));
  }

  private static void turned(Rows r) {
    In x = f(2, 3, 2);
    Row rot90 = r.op("rot90").on(a -> a[0].rot90(), f(2, 3));
    for (int k = -1; k < 4; k++) {
      int turns = k;
      rot90.on(a -> a[0].rot90(turns, 0, 2), x);
    }
    rot90
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "rot90: turns in two different dimensions, got 1 and 1",
            () -> ones(2, 3).rot90(1, 1, 1));
    r.op("diagflat")
        .on(a -> a[0].diagflat(), f(3))
        .on(a -> a[0].diagflat(1), f(2, 2))
        .on(a -> a[0].diagflat(-1), f(2))
        .ownNames();
    r.op("hsplit")
        .on(a -> a[0].hsplit(2), f(3, 4))
        .on(a -> a[0].hsplit(1, 3), f(4))
        .on(a -> a[0].hsplit(1, 2), x)
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "hsplit: dimension 1 has size 3, which cannot be cut into 2 equal parts",
            () -> ones(2, 3).hsplit(2));
    r.op("vsplit")
        .on(a -> a[0].vsplit(2), f(4, 3))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "vsplit: the tensor must have at least 2 dimensions, got size [4]",
            () -> ones(4).vsplit(2));
    r.op("dsplit").on(a -> a[0].dsplit(2), x).ownNames();
    r.op("atleast_1d").on(a -> a[0].atleast1d(), f()).on(a -> a[0].atleast1d(), f(2)).ownNames();
    r.op("atleast_2d")
        .on(a -> a[0].atleast2d(), f())
        .on(a -> a[0].atleast2d(), f(2))
        .on(a -> a[0].atleast2d(), f(2, 3))
        .ownNames();
    r.op("atleast_3d")
        .on(a -> a[0].atleast3d(), f())
        .on(a -> a[0].atleast3d(), f(2))
        .on(a -> a[0].atleast3d(), f(2, 3))
        .on(a -> a[0].atleast3d(), x)
        .ownNames();
    r.op("column_stack")
        .on(a -> Tensor.columnStack(a[0], a[1]), f(3), f(3))
        .on(a -> Tensor.columnStack(a[0], a[1]), f(3), f(3, 2))
        .on(a -> Tensor.columnStack(a[0], a[1]), f(), f());
    r.op("block_diag")
        .on(a -> Tensor.blockDiag(a[0], a[1], a[2]), f(2, 3), f(2), f())
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "blockDiag: tensors must have at most 2 dimensions, tensor 0 has size [1, 2, 3]",
            () -> Tensor.blockDiag(ones(1, 2, 3)));
    r.op("split_with_sizes").on(a -> a[0].splitWithSizes(new long[] {1, 2}, 1), x);
    r.op("tril_indices").on(a -> Tensor.trilIndices(3, 4, 1)).on(a -> Tensor.trilIndices(3, 2, -1));
    r.op("triu_indices").on(a -> Tensor.triuIndices(3, 4, 0)).on(a -> Tensor.triuIndices(3, 2, -1));
    r.op("select_scatter")
        .on(a -> a[0].selectScatter(a[1], 1, 2), x, f(2, 2))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "selectScatter: src must have the size of what it replaces, [3], got [2]",
            () -> ones(2, 3).selectScatter(ones(2), 0, 0));
    r.op("slice_scatter").on(a -> a[0].sliceScatter(a[1], 1, 0, 3, 2), x, f(2, 2, 2)).ownNames();
    r.op("diagonal_scatter")
        .on(a -> a[0].diagonalScatter(a[1], 0, 0, 1), f(3, 3), f(3))
        .on(a -> a[0].diagonalScatter(a[1], 1, 0, 1), f(3, 3), f(2))
        .ownNames();
    r.op("new_zeros").on(a -> a[0].newZeros(2, 3), f(2)).on(a -> a[0].newZeros(2), i(3));
    r.op("new_ones")
        .on(a -> a[0].newOnes(2, 3), f(2))
        .on(a -> a[0].newOnes(size(2), o -> o.dtype(DType.INT64)), f(3));
    r.op("new_empty").on(a -> a[0].newEmpty(2, 3).zero_(), f(2));
    r.op("new_full").on(a -> a[0].newFull(size(2, 2), 3.5), f(2));
    r.op("new_tensor").on(a -> a[0].newTensor(new double[][] {{1, 2}, {3, 4.5}}), f(2));
  }
}
