package jackhammer.cli;

import java.util.Locale;

/** Which examples of a data set they are. */
enum Part {
  TRAINING,
  /** What nothing may be chosen by: not the epochs, not the learning rate. */
  TEST,
  /** What was held out of the training examples to choose by. */
  VALIDATION;

  /** As it stands in texts and in the names of numbers. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
