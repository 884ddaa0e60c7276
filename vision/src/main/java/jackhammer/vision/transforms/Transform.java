package jackhammer.vision.transforms;

import jackhammer.Tensor;

/** Makes another picture, or what a network sees, from a picture. */
@FunctionalInterface
public interface Transform {
  /**
   * The result.
   *
   * @param picture [C, H, W], uint8 or float32
   * @throws IllegalArgumentException if it is no such tensor
   */
  Tensor call(Tensor picture);
}
