package jackhammer.cli;

import jackhammer.optim.CosineAnnealingLR;
import jackhammer.optim.LRScheduler;
import jackhammer.optim.Optimizer;
import java.util.Locale;
import java.util.Optional;

/** How the learning rate changes from epoch to epoch. */
enum Schedule {
  CONSTANT,
  /** Down to nothing, along half a cosine. */
  COSINE;

  /** Its name on the command line and in files. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What sets the rate, if anything has to. */
  Optional<LRScheduler> of(Optimizer<?> optimizer, int epochs) {
    return this == COSINE
        ? Optional.of(new CosineAnnealingLR(optimizer, epochs))
        : Optional.empty();
  }
}
