package jackhammer.cli;

/**
 * What a network says about each example of a data set, in its order.
 *
 * @param score how good that is
 * @param labels the true classes
 * @param choices the classes that it takes the examples for
 * @param sureness the probabilities that it gives its choices
 */
record Verdicts(Score score, int[] labels, int[] choices, float[] sureness) {}
