package jackhammer.optim;

import java.util.SortedMap;

/** The options of a group of parameters; what all optimizers' options have. */
public interface Hyperparameters<H> {

  /** The learning rate. */
  double lr();

  /** With another learning rate. */
  H lr(double value);

  /** The options under PyTorch's names, as they are printed. */
  SortedMap<String, String> printed();
}
