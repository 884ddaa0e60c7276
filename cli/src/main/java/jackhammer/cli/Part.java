package jackhammer.cli;

import java.util.Locale;

/** Which examples of a data set they are. */
enum Part {
  TRAINING,
  /** What nothing may be chosen by: not the epochs, not the learning rate. */
  TEST,
  /** What was held out of the training examples to choose by. */
  VALIDATION;

  /** As it stands in texts. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In front of the names of numbers in files and in JSON. */
  String key() {
    return this == TRAINING ? "train" : word();
  }

  /** At the beginning of a line. */
  String title() {
    return name().charAt(0) + word().substring(1);
  }
}
