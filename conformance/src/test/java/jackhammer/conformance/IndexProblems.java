package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;
import static jackhammer.conformance.ProductProblems.with;

import jackhammer.Tensor;
import java.util.Arrays;

/** Reading and writing by index, and rearranging. */
final class IndexProblems {

  private IndexProblems() {}

  static Problem gatherAndScatter(Draw d) {
    int dims = d.between(1, 3);
    int dim = d.between(0, dims - 1);
    int[] shape = d.several(dims, 1, 6);
    int[] part = new int[dims];
    Arrays.setAll(part, i -> i == dim ? d.between(1, 8) : d.between(1, shape[i]));
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String index = inputs.constant(d.integers(shape[dim], part));
    if (d.chance(0.5)) {
      return inputs.returns(
          "torch.gather(%s, %d, %s)".formatted(x, dim, index), t -> t[0].gather(dim, t[1]));
    }
    String source = inputs.leaf(d.normal(part));
    return inputs.returns(
        "torch.scatter_add(%s, %d, %s, %s)".formatted(x, dim, index, source),
        t -> t[0].scatterAdd(dim, t[1], t[2]));
  }

  static Problem rows(Draw d) {
    int dims = d.between(1, 3);
    int dim = d.between(-dims, dims - 1);
    int[] shape = d.several(dims, 1, 6);
    int size = shape[Math.floorMod(dim, dims)];
    int count = d.between(0, 9);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String index = inputs.constant(d.integers(size, count));
    if (d.chance(0.5)) {
      return inputs.returns(
          "torch.index_select(%s, %d, %s)".formatted(x, dim, index),
          t -> t[0].indexSelect(dim, t[1]));
    }
    int[] part = shape.clone();
    part[Math.floorMod(dim, dims)] = count;
    String source = inputs.leaf(d.normal(part));
    return inputs.returns(
        "torch.index_add(%s, %d, %s, %s)".formatted(x, dim, index, source),
        t -> t[0].indexAdd(dim, t[1], t[2]));
  }

  /** Index tensors for the first dimensions that broadcast against each other, read or written. */
  static Problem byTensors(Draw d) {
    int indexed = d.between(1, 2);
    int[] lead = d.several(indexed, 1, 5);
    int[] rest = d.several(d.between(0, 2), 1, 3);
    int[] places = d.several(d.between(1, 2), 1, 4);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(with(lead, rest)));
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < indexed; i++) {
      int[] own = i == 0 ? places : ProductProblems.some(d, places);
      names.append(i == 0 ? "" : ", ").append(inputs.constant(d.integers(lead[i], own)));
    }
    if (d.chance(0.5)) {
      return inputs.returns(
          x + "[" + names + "]",
          t -> t[0].index(Arrays.copyOfRange(t, 1, 1 + indexed, Object[].class)));
    }
    String value = inputs.leaf(d.normal(with(places, rest)));
    return inputs.returns(
        "torch.index_put(%s, [%s], %s, True)".formatted(x, names, value),
        t ->
            t[0].indexPutAccumulate(
                t[1 + indexed], Arrays.copyOfRange(t, 1, 1 + indexed, Object[].class)));
  }

  static Problem masks(Draw d) {
    int[] shape = d.shape(d.between(0, 3), 6);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String mask = inputs.constant(d.integers(2, ProductProblems.some(d, shape)));
    if (d.chance(0.5)) {
      return inputs.returns(
          "torch.masked_fill(%s, %s > 0, 2.5)".formatted(x, mask),
          t -> t[0].maskedFill(t[1].gt(0), 2.5));
    }
    String y = inputs.leaf(d.normal(ProductProblems.some(d, shape)));
    return inputs.returns(
        "torch.where(%s > 0, %s, %s)".formatted(mask, x, y),
        t -> Tensor.where(t[1].gt(0), t[0], t[2]));
  }

  static Problem rearranged(Draw d) {
    int dims = d.between(2, 4);
    int dim = d.between(0, dims - 1);
    int other = (dim + d.between(1, dims - 1)) % dims;
    int[] shape = d.several(dims, 1, 6);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    int shift = d.between(-5, 5);
    switch (d.between(0, 6)) {
      case 0 -> {
        return inputs.returns(
            "torch.flip(%s, %s)".formatted(x, list(dim, other)), t -> t[0].flip(dim, other));
      }
      case 1 -> {
        return inputs.returns(
            "torch.roll(%s, %s, %s)".formatted(x, list(shift), list(dim)),
            t -> t[0].roll(shift, dim));
      }
      case 2 -> {
        return inputs.returns("torch.tril(%s, %d)".formatted(x, shift), t -> t[0].tril(shift));
      }
      case 3 -> {
        int offset = d.between(-shape[dim] + 1, shape[other] - 1);
        return inputs.returns(
            "torch.diagonal(%s, %d, %d, %d)".formatted(x, offset, dim, other),
            t -> t[0].diagonal(offset, dim, other));
      }
      case 4 -> {
        int size = d.between(1, shape[dim]);
        int step = d.between(1, 3);
        return inputs.returns(
            "%s.unfold(%d, %d, %d)".formatted(x, dim, size, step),
            t -> t[0].unfold(dim, size, step));
      }
      case 5 -> {
        int[] second = shape.clone();
        second[dim] = d.between(1, 4);
        String y = inputs.leaf(d.normal(second));
        return inputs.returns(
            "torch.cat([%s, %s, %s], %d)".formatted(x, y, x, dim),
            t -> Tensor.cat(dim, t[0], t[1], t[0]));
      }
      default -> {
        int[] repeats = d.several(dims, 1, 3);
        long[] times = Arrays.stream(repeats).asLongStream().toArray();
        return inputs.returns("%s.repeat(%s)".formatted(x, list(repeats)), t -> t[0].repeat(times));
      }
    }
  }
}
