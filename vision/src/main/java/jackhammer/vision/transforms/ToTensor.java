package jackhammer.vision.transforms;

import jackhammer.DType;
import jackhammer.Tensor;

/**
 * From bytes to what networks are fed: uint8 [C, H, W] becomes float32 [C, H, W], x / 255.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.ToTensor.html">torchvision.transforms.ToTensor</a>
 */
public final class ToTensor implements Transform {
  /** Has no arguments. */
  public ToTensor() {}

  @Override
  public Tensor call(Tensor picture) {
    Picture.check("ToTensor", picture);
    if (picture.dtype() != DType.UINT8) {
      throw new IllegalArgumentException(
          "ToTensor: picture: expected uint8, got torch.float32; it is a tensor of numbers already,"
              + " leave ToTensor out");
    }
    return picture.to(DType.FLOAT32).div(255);
  }

  @Override
  public String toString() {
    return "ToTensor()";
  }
}
