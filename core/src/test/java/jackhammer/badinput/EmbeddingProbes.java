package jackhammer.badinput;

import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.nn.Embedding;
import jackhammer.nn.EmbeddingBag;

/** Tables of vectors. */
final class EmbeddingProbes {
  private EmbeddingProbes() {}

  static void add(Probes p) {
    Embedding table = new Embedding(5, 3);
    EmbeddingBag bags = new EmbeddingBag(5, 3);
    p.refused(
            "Embedding out of range",
            IndexOutOfBoundsException.class,
            () -> table.call(tensor(0, 7)),
            "embedding: input must hold numbers of rows of weight [5, 3], in [0, 5), got 7 at"
                + " input[1]",
            "in Embedding(5, 3)")
        .refused(
            "Embedding negative",
            IndexOutOfBoundsException.class,
            () -> table.call(tensor(new long[][] {{0, 1}, {2, -1}})),
            "in [0, 5), got -1 at input[1, 1]")
        .refused(
            "Embedding float idx",
            () -> table.call(tensor(1.0)),
            "embedding: input must hold indices as int64 or int32, got torch.float32 of size []",
            "input.to(INT64)")
        .refused(
            "Embedding padding_idx",
            () -> new Embedding(5, 3, o -> o.paddingIdx(7)),
            "Embedding: padding_idx must be in [-5, 5) for 5 embeddings, got 7")
        .refused(
            "EmbeddingBag range",
            IndexOutOfBoundsException.class,
            () -> bags.call(tensor(7, 1), tensor(0, 1)),
            "embeddingBag: input must hold numbers of rows of weight [5, 3], in [0, 5), got 7 at"
                + " input[0]",
            "in EmbeddingBag(5, 3, mode='mean')")
        .refused(
            "EmbeddingBag offsets[0]!=0",
            () -> bags.call(tensor(1, 1), tensor(1, 2)),
            "embeddingBag: offsets must begin with 0, must not fall and must not exceed the 2"
                + " indices of input, got 1 at offsets[0]")
        .refused(
            "* EmbeddingBag no offsets for indices",
            () -> bags.call(tensor(1, 1), zeros(0).toLong()),
            "embeddingBag: the 2 indices of input are in no bag: got offsets [0]")
        .refused(
            "* EmbeddingBag 3D",
            () -> bags.call(zeros(1, 1, 1).toLong()),
            "embeddingBag: input must be (B, N), a bag in each row, or (N) with offsets, got size"
                + " [1, 1, 1]");
  }
}
