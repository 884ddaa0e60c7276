package jackhammer.cli;

/**
 * How well a network did on some examples.
 *
 * @param examples how many
 * @param lossSum the sum of their losses
 * @param correct how many got the right class
 */
record Score(long examples, double lossSum, long correct) {
  static final Score NONE = new Score(0, 0, 0);

  Score plus(Score more) {
    return new Score(examples + more.examples, lossSum + more.lossSum, correct + more.correct);
  }

  /** The mean loss; NaN of no examples. */
  double loss() {
    return lossSum / examples;
  }

  /** The share of right classes, 0 to 1; NaN of no examples. */
  double accuracy() {
    return (double) correct / examples;
  }
}
