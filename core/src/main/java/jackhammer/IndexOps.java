package jackhammer;

/** Reading and writing the elements of a {@link Tensor} by number, mask or tensor of numbers. */
public sealed interface IndexOps permits Tensor {}
