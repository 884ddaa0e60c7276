package jackhammer.cli;

/**
 * One pass over the training examples.
 *
 * @param number 1 is the first
 * @param lr the learning rate
 * @param train the score while it learned, on the examples that it saw
 * @param judged the score afterwards, on others; null if the epoch was interrupted
 * @param trainSeconds how long the training took
 * @param seconds how long it took together with the test
 */
record Epoch(
    int number, double lr, Score train, Score judged, double trainSeconds, double seconds) {
  /** Training examples per second. */
  double speed() {
    return train.examples() / trainSeconds;
  }
}
