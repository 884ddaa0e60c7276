package jackhammer.data;

import jackhammer.Tensor;

/**
 * What a network sees and what it should say: one item of a labelled data set, or a batch of them.
 *
 * @param input the picture, text or series; in a batch with one dimension more, the first
 * @param target the class or value; in a batch likewise
 */
public record Example(Tensor input, Tensor target) {}
