package jackhammer;

/** The recorded operation that made a tensor; prints as PyTorch's: {@code <MulBackward0>}. */
public interface GradFn {

  /** PyTorch's name, for example {@code MulBackward0}. */
  String name();
}
