package jackhammer.ops;

import static jackhammer.Tensor.ELLIPSIS;
import static jackhammer.Tensor.NONE;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.slice;
import static jackhammer.Tensor.tensor;
import static jackhammer.ops.In.b;
import static jackhammer.ops.In.f;
import static jackhammer.ops.In.i;
import static jackhammer.ops.In.lit;

/** By number, slice, mask and tensor: {@code IndexOps}. */
final class IndexSamples {
  private static final Class<? extends Exception> RANGE = IndexOutOfBoundsException.class;
  private static final Class<? extends Exception> ARGUMENT = IllegalArgumentException.class;
  private static final In X = f(2, 3, 4);

  /** What stands between the brackets, as in op_rows_index.py. */
  private static final Object[][] BRACKETS = {
    {1},
    {-1, slice(), 2},
    {slice(1, 3)},
    {slice(), slice(0, 3, 2)},
    {ELLIPSIS, 0},
    {NONE, ELLIPSIS, slice(NONE, -1)},
    {tensor(0, 1, 1)},
    {slice(), tensor(2, 0)},
    {0, slice(), tensor(2, -1)},
    {tensor(0, 1), slice(), tensor(2, -1)},
    {tensor(0, 1), tensor(new int[][] {{0}, {2}})},
    {NONE, tensor(1, 0)},
    {slice(), tensor(1, 0), NONE, tensor(0, 3)},
    {true},
    {false},
    {tensor(true, false)},
    {slice(), tensor(true, false, true)},
    {ELLIPSIS, tensor(true, false, true, true)},
    {new int[] {1, 0}, new long[] {2, 2}},
    {tensor(1), slice(), 1},
    {slice(1, NONE), tensor(new int[] {2})},
    {slice(5, NONE)},
    {ELLIPSIS}
  };

  private IndexSamples() {}

  static void add(Rows r) {
    brackets(r);
    entries(r);
    elements(r);
    masks(r);
    reduced(r);
  }

  private static void brackets(Rows r) {
    Row get = r.op("index");
    Row put = r.op("index_put").covers("indexPutAccumulate", "indexPutAccumulate_");
    Row number = r.op("index_put.number");
    for (Object[] items : BRACKETS) {
      get.on(x -> x[0].index(items), X);
      number
          .on(x -> x[0].clone().indexPut_(7, items), X)
          .on(x -> x[0].clone().indexPut_(.5, items), X);
    }
    Object[] rows = {tensor(0, 1, 1)};
    Object[] pairs = {slice(), tensor(2, 0), slice(1, 3)};
    Object[] part = {1, slice(0, 2)};
    put.on(x -> x[0].indexPut(x[1], part), X, f(2, 4))
        .inPlace(x -> x[0].indexPut_(x[1], part))
        .on(x -> x[0].indexPut(x[1], pairs), X, f(2, 2, 2))
        .inPlace(x -> x[0].indexPut_(x[1], pairs))
        .on(x -> x[0].indexPut(x[1], pairs), X, f(2))
        .on(x -> x[0].indexPut(x[1], tensor(true, false)), X, f(1, 1, 3, 4))
        .on(x -> x[0].indexPutAccumulate(x[1], rows), X, f(3, 3, 4))
        .inPlace(x -> x[0].indexPutAccumulate_(x[1], rows))
        .on(x -> x[0].indexPutAccumulate(x[1], part), X, f(2, 4))
        .inPlace(x -> x[0].indexPutAccumulate_(x[1], part))
        .bad(
            ARGUMENT,
            "indexPut_: value, of size [3], cannot be broadcast to the size of what is indexed,"
                + " [2]",
            () -> ones(2).indexPut_(ones(3), tensor(0, 1)))
        .bad(
            ARGUMENT,
            "indexPut_: value is torch.int64 but the tensor is torch.float32",
            () -> ones(2).indexPut_(tensor(3, 4), tensor(0, 1)));
    number.ownNames();
    r.op("index_put.bool").on(x -> x[0].clone().indexPut_(true, tensor(0, 2)), b(5)).ownNames();
    r.op("index.large")
        .on(x -> x[0].index(x[1]), f(5, 3), lit(new long[] {4, 0, 4}))
        .large(f(301, 400), i(700).in(0, 301));
    get.bad(
            RANGE,
            "index: index 0, 5, is out of range for dimension 0 of size 2",
            () -> ones(2).index(5))
        .bad(RANGE, "index: too many indices: 2 dimensions are named", () -> ones(2).index(0, 0))
        .bad(
            RANGE,
            "index: the mask at index 0, of size [3], does not fit the tensor of size [2]",
            () -> ones(2).index(tensor(true, false, true)))
        .bad(
            RANGE,
            "index: index 1 holds -4 at position [1], which is out of range for dimension 1 of size"
                + " 3: expected -3 to 2",
            () -> ones(2, 3).index(slice(), tensor(0, -4)))
        .bad(
            RANGE,
            "index: index 0 must be a whole number, slice(...), ELLIPSIS, NONE, a boolean or a"
                + " tensor, got Double",
            () -> ones(2).index(.5))
        .bad(RANGE, "must be int64 or int32, or a bool mask", () -> ones(2).index(ones(2)))
        .bad(RANGE, "Python's None is NONE", () -> ones(2).index((Object) null))
        .bad(
            RANGE,
            "index tensors must broadcast",
            () -> ones(3, 3).index(tensor(0, 1), tensor(0, 1, 2)))
        .bad(ARGUMENT, "slice: step must be positive", () -> ones(2).index(slice(0, 2, -1)))
        .bad(ARGUMENT, "slice: end must be a whole number or NONE", () -> slice(0, "x"))
        .bad(RANGE, "item() gives its number", () -> tensor(1.0).index(0));
  }

  private static void entries(Rows r) {
    In which = lit(new long[] {2, 0});
    In twice = lit(new long[] {2, 2});
    r.op("index_select")
        .on(x -> x[0].indexSelect(1, x[1]), X, lit(new long[] {2, 0, 2, 1}))
        .on(x -> x[0].indexSelect(-1, x[1]), X, which)
        .on(x -> x[0].indexSelect(0, x[1]), X, lit(1L))
        .on(x -> x[0].indexSelect(0, x[1]), f(), lit(new long[] {0}))
        .on(x -> x[0].indexSelect(0, x[1]), X, lit(new long[0]))
        .large(f(3, 501, 60), i(900).in(0, 501))
        .bad(
            RANGE,
            "indexSelect: index holds 5 at position [1], which is out of range for dimension 0 of"
                + " size 3: expected 0 to 2",
            () -> ones(3).indexSelect(0, tensor(0, 5)))
        .bad(
            ARGUMENT,
            "indexSelect: index must be an int64 or int32 tensor",
            () -> ones(3).indexSelect(0, ones(1)));
    r.op("index_select.columns")
        .on(x -> x[0].indexSelect(1, x[1]), f(3, 5), which)
        .rows()
        .large(f(500, 301), i(200).in(0, 301));
    r.op("index_add")
        .on(x -> x[0].indexAdd(1, x[1], x[2]), X, twice, f(2, 2, 4))
        .inPlace(x -> x[0].indexAdd_(1, x[1], x[2]))
        .on(x -> x[0].indexAdd(1, x[1], x[2], .5), X, twice, f(2, 2, 4))
        .inPlace(x -> x[0].indexAdd_(1, x[1], x[2], .5))
        .on(x -> x[0].indexAdd(-1, x[1], x[2]), X, which, f(2, 3, 2))
        .on(x -> x[0].indexAdd(0, x[1], x[2]), i(5), twice, i(2))
        .large(f(2, 50, 300), i(700).in(0, 50), f(2, 700, 300))
        .bad(
            ARGUMENT,
            "indexAdd: source must have size [2]",
            () -> ones(3).indexAdd(0, tensor(0, 1), ones(3)));
    r.op("index_copy")
        .on(x -> x[0].indexCopy(1, x[1], x[2]), X, which, f(2, 2, 4))
        .inPlace(x -> x[0].indexCopy_(1, x[1], x[2]));
    r.op("index_fill")
        .on(x -> x[0].indexFill(1, x[1], .5), X, lit(new long[] {0, -1}))
        .inPlace(x -> x[0].indexFill_(1, x[1], .5))
        .on(x -> x[0].indexFill(1, x[1], x[2]), X, which, f());
  }

  private static void elements(Rows r) {
    In at = lit(new long[][][] {{{0}, {1}, {0}}, {{1}, {1}, {0}}});
    In columns = lit(new long[][] {{2, 0}, {1, 1}});
    In x = f(2, 3);
    r.op("gather")
        .on(a -> a[0].gather(1, a[1]), x, columns)
        .on(a -> a[0].gather(0, a[1]), X, at)
        .on(a -> a[0].gather(-1, a[1]), x, lit(new long[][] {{1}}))
        .on(a -> a[0].gather(0, a[1]), f(), lit(0L))
        .rowsOf(1)
        .large(f(300, 200), i(300, 250).in(0, 200))
        .bad(
            RANGE,
            "gather: index holds 5 at position [0, 1], which is out of range for dimension 1 of"
                + " size 3",
            () -> ones(2, 3).gather(1, tensor(new int[][] {{0, 5}})))
        .bad(
            ARGUMENT,
            "gather: index must have the dimensions of the tensor",
            () -> ones(2, 3).gather(1, tensor(0, 1)));
    r.op("scatter")
        .on(a -> a[0].scatter(1, a[1], a[2]), x, lit(new long[][] {{2, 0}, {1, 2}}), f(2, 2))
        .inPlace(a -> a[0].scatter_(1, a[1], a[2]))
        .on(a -> a[0].scatter(1, a[1], .5), x, columns)
        .inPlace(a -> a[0].scatter_(1, a[1], .5))
        .bad(
            ARGUMENT,
            "scatter: index must have the dimensions of the tensor",
            () -> ones(2, 3).scatter(0, tensor(new int[][] {{0, 0, 0, 0}}), ones(1, 4)))
        .bad(
            ARGUMENT,
            "scatter: src is torch.float64",
            () -> ones(2).scatter(0, tensor(0, 1), ones(2).toDouble()));
    r.op("scatter_add")
        .on(a -> a[0].scatterAdd(1, a[1], a[2]), x, columns, f(2, 2))
        .inPlace(a -> a[0].scatterAdd_(1, a[1], a[2]))
        .on(a -> a[0].scatterAdd(0, a[1], a[2]), X, at, f(2, 3, 1))
        .on(a -> a[0].scatterAdd(0, a[1], a[2]), i(4), lit(new long[] {1, 1}), i(2))
        .large(f(300, 100), i(300, 250).in(0, 100), f(300, 250));
    In onto = lit(new long[][] {{2, 0, 2}, {1, 1, 1}});
    Row reduce = r.op("scatter_reduce");
    for (String how : new String[] {"sum", "prod", "mean", "amax", "amin"}) {
      reduce
          .on(a -> a[0].scatterReduce(1, a[1], a[2], how), x, onto, f(2, 3))
          .inPlace(a -> a[0].scatterReduce_(1, a[1], a[2], how))
          .on(a -> a[0].scatterReduce(1, a[1], a[2], how, false), x, onto, f(2, 3));
    }
    reduce.bad(
        ARGUMENT,
        "scatterReduce: reduce must be sum, prod, mean, amax or amin, got \"max\"",
        () -> ones(2).scatterReduce(0, tensor(0, 1), ones(2), "max"));
    r.op("scatter_reduce.zeros")
        .on(
            a -> a[0].scatterReduce(0, a[1], a[2], "prod"),
            lit(new double[] {2, 0, 3, 4}),
            lit(new long[] {0, 0, 1, 2, 2, 3}),
            lit(new double[] {0, 5, 2, 0, 0, 7}))
        .on(a -> a[0].scatterReduce(0, a[1], a[2], "mean"), i(3), lit(new long[] {0, 0}), i(2))
        .on(
            a -> a[0].scatterReduce(0, a[1], a[2], "amax", false),
            i(3),
            lit(new long[] {0, 0}),
            i(2))
        .withoutGradient();
    r.op("take_along_dim")
        .on(a -> a[0].takeAlongDim(a[1], 1), x, columns)
        .on(a -> a[0].takeAlongDim(a[1], 1), f(1, 3), columns)
        .on(a -> a[0].takeAlongDim(a[1]), x, lit(new long[] {5, 0}));
    r.op("take")
        .on(a -> a[0].take(a[1]), x, lit(new long[][] {{5, 0}, {-1, 2}}))
        .bad(RANGE, "take: index holds 6 at position [0]", () -> ones(6).take(tensor(6L).view(1)));
    r.op("put")
        .on(a -> a[0].put(a[1], a[2]), x, lit(new long[] {5, 0}), f(2))
        .inPlace(a -> a[0].put_(a[1], a[2]))
        .bad(
            ARGUMENT,
            "put: source must have as many elements as index, 1, got 2",
            () -> ones(3).put(tensor(1L).view(1), ones(2)));
    r.op("put.accumulate")
        .on(a -> a[0].clone().put_(a[1], a[2], true), x, lit(new long[] {5, 5, 0}), f(3));
  }

  private static void masks(Rows r) {
    In x = f(2, 3);
    In mask = lit(new boolean[][] {{true, false, true}, {false, true, false}});
    In row = lit(new boolean[] {true, false, true});
    r.op("masked_fill")
        .on(a -> a[0].maskedFill(a[1], .5), x, mask)
        .inPlace(a -> a[0].maskedFill_(a[1], .5))
        .on(a -> a[0].maskedFill(a[1], a[2]), x, row, f())
        .inPlace(a -> a[0].maskedFill_(a[1], a[2]))
        .on(a -> a[0].maskedFill(a[1], .5), f(3), mask)
        .on(a -> a[0].maskedFill(a[1], 5), i(2, 3), mask)
        .bad(
            ARGUMENT,
            "maskedFill: mask must be a bool tensor",
            () -> ones(2).maskedFill(tensor(0, 1), 0))
        .bad(
            ARGUMENT,
            "maskedFill: value must be a number or a 0-d tensor",
            () -> ones(2).maskedFill(tensor(true, false), ones(2)));
    r.op("masked_select")
        .on(a -> a[0].maskedSelect(a[1]), x, mask)
        .on(a -> a[0].maskedSelect(a[1]), x, row)
        .on(a -> a[0].maskedSelect(a[1]), f(3), mask)
        .on(a -> a[0].maskedSelect(a[1]), f(), lit(true))
        .bad(
            ARGUMENT,
            "maskedSelect: sizes [3] and [2] cannot be broadcast",
            () -> ones(3).maskedSelect(tensor(true, false)));
    r.op("masked_scatter")
        .on(a -> a[0].maskedScatter(a[1], a[2]), x, mask, f(7))
        .inPlace(a -> a[0].maskedScatter_(a[1], a[2]))
        .on(a -> a[0].maskedScatter(a[1], a[2]), x, row, f(2, 3))
        .bad(
            ARGUMENT,
            "maskedScatter: source must have at least as many elements as the mask is true, 2, got"
                + " 1",
            () -> ones(2).maskedScatter(tensor(true, true), ones(1)));
    r.op("nonzero")
        .on(a -> a[0].nonzero(), mask)
        .on(a -> a[0].nonzero(), i(2, 3, 2))
        .on(a -> a[0].nonzero(), lit(3L))
        .on(a -> a[0].nonzero(), f(0, 3))
        .covers("argwhere");
  }

  private static void reduced(Rows r) {
    In index = lit(new long[] {1, 0, 1});
    Row row = r.op("index_reduce");
    for (String reduce : new String[] {"prod", "mean", "amax", "amin"}) {
      for (boolean self : new boolean[] {true, false}) {
        row.on(
            x -> x[0].indexReduce(0, x[1], x[2], reduce, self),
            f(2, 4).in(.5, 2),
            index,
            f(3, 4).in(.5, 2));
      }
    }
    row.on(x -> x[0].indexReduce(1, x[1], x[2], "amax"), f(2, 3), index, f(2, 3))
        .ownNames()
        .bad(
            IllegalArgumentException.class,
            "indexReduce: reduce must be prod, mean, amax or amin, got \"sum\"; indexAdd adds up",
            () -> ones(2, 3).indexReduce(0, tensor(0), ones(1, 3), "sum"))
        .bad(
            IllegalArgumentException.class,
            "indexReduce: source must have the size of the tensor, [2, 3], except along dimension 0",
            () -> ones(2, 3).indexReduce(0, tensor(0), ones(2, 3), "amax"));
  }
}
