package jackhammer;

/** The products of a {@link Tensor} with matrices and vectors. */
public sealed interface LinalgOps permits Tensor {}
