package jackhammer.ops;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.ops.In.f;
import static jackhammer.ops.In.i;
import static jackhammer.ops.In.lit;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Affine;

/** Products: {@code LinalgOps}, einsum, linear and bilinear. */
final class LinalgSamples {
  private LinalgSamples() {}

  static void add(Rows r) {
    products(r);
    matmul(r);
    added(r);
    layers(r);
    einsum(r);
    contractions(r);
  }

  private static void products(Rows r) {
    r.op("mm")
        .on(x -> x[0].mm(x[1]), f(2, 3), f(3, 4))
        .on(x -> x[0].mm(x[1]), f(2, 0), f(0, 4))
        .on(x -> x[0].mm(x[1]), f(0, 3), f(3, 4))
        .on(x -> x[0].mm(x[1]), i(2, 3), i(3, 4))
        .rows()
        .large(f(70, 600), f(600, 50))
        .bad(
            IllegalArgumentException.class,
            "mm: sizes [2, 3] and [4, 5] cannot be multiplied: the last size of the first, 3, must"
                + " equal the size before the last of the second, 4",
            () -> ones(2, 3).mm(ones(4, 5)))
        .bad(
            IllegalArgumentException.class,
            "mm: the first operand is torch.float32 but the second is torch.float64",
            () -> ones(2, 3).mm(ones(3, 4).toDouble()))
        .bad(
            IllegalArgumentException.class,
            "mm: the second operand must have 2 dimensions, got a tensor of size [3]",
            () -> ones(2, 3).mm(ones(3)))
        .bad(
            UnsupportedOperationException.class,
            "mm: not available for torch.bfloat16; convert to float32 first",
            () -> ones(2, 3).to(DType.BFLOAT16).mm(ones(3, 2).to(DType.BFLOAT16)))
        .bad(
            UnsupportedOperationException.class,
            "mm: not defined for bool tensors",
            () -> ones(2, 3).toBool().mm(ones(3, 2).toBool()));
    r.op("bmm")
        .on(x -> x[0].bmm(x[1]), f(2, 3, 2), f(2, 2, 3))
        .on(x -> x[0].bmm(x[1]), f(0, 3, 2), f(0, 2, 3))
        .large(f(8, 40, 50), f(8, 50, 60))
        .bad(
            IllegalArgumentException.class,
            "bmm: both operands must have the same number of matrices",
            () -> ones(2, 3, 4).bmm(ones(3, 4, 5)))
        .bad(
            IllegalArgumentException.class,
            "bmm: the first operand must have 3 dimensions",
            () -> ones(3, 4).bmm(ones(3, 4)));
    r.op("mv")
        .on(x -> x[0].mv(x[1]), f(2, 3), f(3))
        .on(x -> x[0].mv(x[1]), f(2, 0), f(0))
        .on(x -> x[0].mv(x[1]), i(2, 3), i(3))
        .rows()
        .bad(
            IllegalArgumentException.class,
            "mv: sizes [2, 3] and [4] cannot be multiplied",
            () -> ones(2, 3).mv(ones(4)));
    r.op("dot")
        .on(x -> x[0].dot(x[1]), f(5), f(5))
        .on(x -> x[0].dot(x[1]), f(0), f(0))
        .on(x -> x[0].dot(x[1]), i(5), i(5))
        .large(f(150_001), f(150_001))
        .bad(
            IllegalArgumentException.class,
            "dot: both vectors must have the same number of elements, got 2 and 3",
            () -> ones(2).dot(ones(3)));
    r.op("outer")
        .on(x -> x[0].outer(x[1]), f(2), f(3))
        .bad(
            IllegalArgumentException.class,
            "outer: the first operand must have 1 dimension",
            () -> ones(2, 2).outer(ones(3)));
  }

  private static void matmul(Rows r) {
    r.op("matmul")
        .on(x -> x[0].matmul(x[1]), f(3, 4), f(4, 2))
        .on(x -> x[0].matmul(x[1]), f(3), f(3))
        .on(x -> x[0].matmul(x[1]), f(3), f(3, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 3), f(3))
        .on(x -> x[0].matmul(x[1]), f(2, 2, 3), f(3, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 2, 3), f(2, 3, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 2, 3), f(3))
        .on(x -> x[0].matmul(x[1]), f(3), f(2, 3, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 3), f(2, 3, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 1, 2, 3), f(2, 3, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 1, 2, 2), f(1, 3, 2, 2))
        .on(x -> x[0].matmul(x[1]), f(2, 0, 3), f(3, 2))
        .rows()
        .large(f(6, 40, 300), f(300, 30))
        .bad(
            IllegalArgumentException.class,
            "matmul: sizes [2, 3] and [4, 5] cannot be multiplied",
            () -> ones(2, 3).matmul(ones(4, 5)))
        .bad(
            IllegalArgumentException.class,
            "matmul: sizes [2] and [3] cannot be broadcast",
            () -> ones(2, 3, 4).matmul(ones(3, 4, 5)))
        .bad(
            IllegalArgumentException.class,
            "matmul: both operands must have at least 1 dimension",
            () -> tensor(1.0).matmul(ones(2)));
  }

  private static void added(Rows r) {
    r.op("addmm")
        .on(x -> x[0].addmm(x[1], x[2]), f(2, 4), f(2, 3), f(3, 4))
        .inPlace(x -> x[0].addmm_(x[1], x[2]))
        .on(x -> x[0].addmm(x[1], x[2], .5, 2), f(2, 4), f(2, 3), f(3, 4))
        .inPlace(x -> x[0].addmm_(x[1], x[2], .5, 2))
        .on(x -> x[0].addmm(x[1], x[2], .5, 2), f(4), f(2, 3), f(3, 4))
        .on(x -> x[0].addmm(x[1], x[2], 2, 3), i(2, 4), i(2, 3), i(3, 4))
        .bad(
            IllegalArgumentException.class,
            "addmm: the tensor that is added to must broadcast to the size of the product, [2, 4]",
            () -> ones(3).addmm(ones(2, 3), ones(3, 4)));
    r.op("baddbmm")
        .on(x -> x[0].baddbmm(x[1], x[2]), f(2, 2, 2), f(2, 2, 3), f(2, 3, 2))
        .inPlace(x -> x[0].baddbmm_(x[1], x[2]))
        .on(x -> x[0].baddbmm(x[1], x[2], .5, 2), f(2), f(2, 2, 3), f(2, 3, 2));
    r.op("addmv")
        .on(x -> x[0].addmv(x[1], x[2]), f(2), f(2, 3), f(3))
        .inPlace(x -> x[0].addmv_(x[1], x[2]))
        .on(x -> x[0].addmv(x[1], x[2], .5, 2), f(), f(2, 3), f(3));
  }

  private static void layers(Rows r) {
    r.op("linear")
        .on(x -> Affine.linear(x[0], x[1], x[2]), f(3, 4), f(2, 4), f(2))
        .on(x -> Affine.linear(x[0], x[1], null), f(3, 4), f(2, 4))
        .on(x -> Affine.linear(x[0], x[1], x[2]), f(2, 2, 4), f(2, 4), f(2))
        .on(x -> Affine.linear(x[0], x[1], null), f(2, 2, 4), f(2, 4))
        .on(x -> Affine.linear(x[0], x[1], x[2]), f(4), f(2, 4), f(2))
        .on(x -> Affine.linear(x[0], x[1], null), f(4), f(2, 4))
        .on(x -> Affine.linear(x[0].transpose(0, 1), x[1], x[2]), f(2, 3, 4), f(2, 4), f(2))
        .on(x -> Affine.linear(x[0], x[1], x[2]), f(0, 4), f(2, 4), f(2))
        .rows()
        .large(f(300, 400), f(120, 400), f(120))
        .bad(
            IllegalArgumentException.class,
            "linear: the last size of input must be in_features, 5, the second size of weight [2,"
                + " 5]; got input of size [3, 4]",
            () -> Affine.linear(ones(3, 4), ones(2, 5), null))
        .bad(
            IllegalArgumentException.class,
            "linear: bias must have size [2]",
            () -> Affine.linear(ones(3, 4), ones(2, 4), ones(3)));
    r.op("bilinear")
        .on(x -> Affine.bilinear(x[0], x[1], x[2], x[3]), f(3, 2), f(3, 3), f(2, 2, 3), f(2))
        .on(x -> Affine.bilinear(x[0], x[1], x[2], null), f(2, 2), f(2, 3), f(2, 2, 3))
        .on(x -> Affine.bilinear(x[0], x[1], x[2], null), f(2), f(3), f(2, 2, 3))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "bilinear: expected input1 [*, 2] and input2 [*, 3]",
            () -> Affine.bilinear(ones(4, 2), ones(4, 2), ones(5, 2, 3), null));
  }

  private static void einsum(Rows r) {
    r.op("einsum")
        .on(x -> Tensor.einsum("ik,kj->ij", x[0], x[1]), f(2, 3), f(3, 4))
        .on(x -> Tensor.einsum("bij,bjk->bik", x[0], x[1]), f(2, 2, 3), f(2, 3, 2))
        .on(x -> Tensor.einsum("ii->i", x[0]), f(3, 3))
        .on(x -> Tensor.einsum("ii", x[0]), f(3, 3))
        .on(x -> Tensor.einsum("ij->ji", x[0]), f(2, 3))
        .on(x -> Tensor.einsum("i,j->ij", x[0], x[1]), f(2), f(3))
        .on(x -> Tensor.einsum("ij->", x[0]), f(2, 3))
        .on(x -> Tensor.einsum("ij->j", x[0]), f(2, 3))
        .on(x -> Tensor.einsum("...ij,jk", x[0], x[1]), f(2, 1, 2, 3), f(3, 2))
        .on(x -> Tensor.einsum("...i,...i->...", x[0], x[1]), f(2, 3), f(2, 3))
        .on(x -> Tensor.einsum("bn,anm,bm->ba", x[0], x[1], x[2]), f(2, 3), f(2, 3, 2), f(2, 2))
        .on(x -> Tensor.einsum("bhqd,bhkd->bhqk", x[0], x[1]), f(1, 2, 2, 3), f(1, 2, 3, 3))
        .on(x -> Tensor.einsum("ba", x[0]), f(2, 3))
        .on(x -> Tensor.einsum("ij,ij->", x[0], x[1]), f(2, 3), f(2, 3))
        .on(x -> Tensor.einsum("ij,kl->ik", x[0], x[1]), f(2, 3), f(2, 2))
        .on(x -> Tensor.einsum("i,i->i", x[0], x[1]), f(3), f(3))
        .ownNames()
        .fixedLayout()
        .bad(
            IllegalArgumentException.class,
            "einsum: \"ij,jk\": 'j' stands for size 4 in operand 1, but for 3 in one before it",
            () -> Tensor.einsum("ij,jk", ones(2, 3), ones(4, 5)))
        .bad(
            IllegalArgumentException.class,
            "names 2 operands, but 1 were passed",
            () -> Tensor.einsum("ij,jk", ones(2, 3)))
        .bad(
            IllegalArgumentException.class,
            "the result names 'k', which no operand has",
            () -> Tensor.einsum("ij->ik", ones(2, 3)))
        .bad(
            IllegalArgumentException.class,
            "operand 0 has size [2, 3], that is 2 dimensions, but 'ijk' names 3",
            () -> Tensor.einsum("ijk", ones(2, 3)));
  }

  private static void contractions(Rows r) {
    r.op("inner")
        .on(x -> x[0].inner(x[1]), f(4), f(4))
        .on(x -> x[0].inner(x[1]), f(2, 3), f(4, 3))
        .on(x -> x[0].inner(x[1]), f(2, 2, 3), f(3))
        .on(x -> x[0].inner(x[1]), f(), f(2, 3))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "inner: the last sizes must be equal, got 3 and 2",
            () -> ones(2, 3).inner(ones(3, 2)));
    r.op("vdot").on(x -> x[0].vdot(x[1]), f(5), f(5)).ownNames();
    r.op("tensordot")
        .on(x -> Tensor.tensordot(x[0], x[1], 2), f(2, 3, 4), f(3, 4, 2))
        .on(x -> Tensor.tensordot(x[0], x[1], 0), f(2, 3), f(2))
        .on(
            x -> Tensor.tensordot(x[0], x[1], new long[] {1, 0}, new long[] {0, 1}),
            f(3, 4, 2),
            f(4, 3, 2))
        .on(x -> Tensor.tensordot(x[0], x[1], new long[] {-1}, new long[] {1}), f(2, 3), f(2, 3, 2))
        .on(x -> Tensor.tensordot(x[0], x[1], 1), f(2, 0), f(0, 3))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "tensordot: dimension 1 of the first tensor, of size [2, 3], has 3, but dimension 0 of"
                + " the second, of size [4, 5], has 4",
            () -> Tensor.tensordot(ones(2, 3), ones(4, 5), 1))
        .bad(
            IllegalArgumentException.class,
            "tensordot: both need the same number of dimensions",
            () -> Tensor.tensordot(ones(2, 3), ones(3, 5), new long[] {0, 1}, new long[] {0}))
        .bad(
            IllegalArgumentException.class,
            "tensordot: the number of dimensions must be in [0, 1]",
            () -> Tensor.tensordot(ones(2, 3), ones(3), 2));
    r.op("kron")
        .on(x -> x[0].kron(x[1]), f(2, 3), f(3, 2))
        .on(x -> x[0].kron(x[1]), f(2), f(2, 3))
        .on(x -> x[0].kron(x[1]), f(2, 1, 2), f(3))
        .on(x -> x[0].kron(x[1]), f(), f(3))
        .on(x -> x[0].kron(x[1]), i(2, 2), i(2))
        .ownNames();
    r.op("addr")
        .on(x -> x[0].addr(x[1], x[2]), f(2, 3), f(2), f(3))
        .on(x -> x[0].addr(x[1], x[2], .5, 2), f(2, 3), f(2), f(3))
        .on(x -> x[0].addr(x[1], x[2], .5, 2), f(3), f(2), f(3))
        .on(x -> x[0].addr(x[1], x[2], 2, 3), i(2, 3), i(2), i(3))
        .bad(
            IllegalArgumentException.class,
            "addr: vec1 must have 1 dimension",
            () -> ones(2, 3).addr(ones(2, 1), ones(3)));
    r.op("addbmm")
        .on(x -> x[0].addbmm(x[1], x[2]), f(2, 2), f(3, 2, 2), f(3, 2, 2))
        .on(x -> x[0].addbmm(x[1], x[2], .5, 2), f(2), f(3, 2, 2), f(3, 2, 2))
        .ownNames();
    r.op("cross")
        .on(x -> x[0].cross(x[1], 1), f(2, 3), f(2, 3))
        .on(x -> x[0].cross(x[1], 0), f(3, 2), f(3, 1))
        .on(x -> x[0].cross(x[1]), f(3), f(3))
        .on(x -> x[0].cross(x[1], -1), i(2, 3), i(2, 3))
        .bad(
            IllegalArgumentException.class,
            "cross: no dimension of the tensor, of size [2, 4], has size 3",
            () -> ones(2, 4).cross(ones(2, 4)))
        .bad(
            IllegalArgumentException.class,
            "cross: both tensors must have the same number of dimensions and 3 elements",
            () -> ones(2, 3).cross(ones(2, 4), 1));
    r.op("cdist")
        .on(x -> Tensor.cdist(x[0], x[1]), f(3, 2), f(4, 2))
        .on(x -> Tensor.cdist(x[0], x[1], 1), f(3, 2), f(4, 2))
        .on(x -> Tensor.cdist(x[0], x[1], 3), f(2, 3, 2), f(2, 4, 2))
        .on(x -> Tensor.cdist(x[0], x[1]), f(0, 2), f(4, 2))
        .ownNames()
        .rows()
        .bad(
            IllegalArgumentException.class,
            "cdist: x1 and x2 must have at least 2 dimensions, rows of one length",
            () -> Tensor.cdist(ones(2, 3), ones(2, 4)));
    r.op("cdist.inf")
        .on(
            x -> Tensor.cdist(x[0], x[1], Double.POSITIVE_INFINITY),
            lit(new double[][] {{1, 2.5}, {-.3, .75}, {2, -1}}),
            lit(new double[][] {{.2, .1}, {1.7, -2}, {.9, 3.3}}))
        .ownNames();
    r.op("cov")
        .on(x -> x[0].cov(), f(3, 5))
        .on(x -> x[0].cov(0), f(2, 4))
        .on(x -> x[0].cov(), f(5))
        .on(x -> x[0].cov(), i(2, 4))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "cov: variables must be the rows of at most 2 dimensions",
            () -> ones(2, 3, 4).cov());
    r.op("corrcoef")
        .on(x -> x[0].corrcoef(), f(3, 5))
        .on(x -> x[0].corrcoef(), f(5))
        .ownNames()
        .withoutGradient(); // the diagonal is 1 whatever happens, at the edge of the clamp
    r.op("renorm")
        .on(x -> x[0].renorm(2, 0, 1.5), f(4, 3))
        .on(x -> x[0].renorm(1, 1, 2), f(2, 3, 2))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "renorm: the tensor must have at least 2 dimensions",
            () -> ones(3).renorm(2, 0, 1));
    r.op("dist")
        .on(x -> x[0].dist(x[1]), f(2, 3), f(2, 3))
        .on(x -> x[0].dist(x[1], 1), f(2, 3), f(3))
        .ownNames();
  }
}
