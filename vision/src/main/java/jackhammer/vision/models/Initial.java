package jackhammer.vision.models;

import jackhammer.Tensor;
import jackhammer.nn.FanMode;
import jackhammer.nn.Init;
import jackhammer.nn.Module;
import java.util.function.Consumer;

/**
 * Draws the weights of a network anew, one layer after the other as they stand in it: together with
 * the draws of the layers' own constructors, the order in which torchvision draws.
 */
final class Initial {
  private Initial() {}

  /** Weights of convolutions have more than two dimensions, those of fully connected layers two. */
  static void draw(Module net, Consumer<Tensor> convolution, Consumer<Tensor> linear) {
    net.parameters()
        .forEach(
            p -> {
              if (p.dim() > 2) {
                convolution.accept(p);
              } else if (p.dim() == 2) {
                linear.accept(p);
              }
            });
  }

  /** Sets every bias to 0. */
  static void zeroBiases(Module net) {
    net.namedParameters()
        .forEach(
            (name, p) -> {
              if (name.endsWith("bias")) {
                Init.zeros_(p);
              }
            });
  }

  /** He's normal numbers that keep the scale of gradients. */
  static void heByOutputs(Tensor weight) {
    Init.kaimingNormal_(weight, o -> o.mode(FanMode.FAN_OUT));
  }
}
