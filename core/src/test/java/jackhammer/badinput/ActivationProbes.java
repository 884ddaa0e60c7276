package jackhammer.badinput;

import static jackhammer.Tensor.ones;

import jackhammer.nn.Dropout2d;
import jackhammer.nn.F;
import jackhammer.nn.GLU;
import jackhammer.nn.PReLU;
import jackhammer.nn.Softmax2d;

/** Activations, and dropout of channels. */
final class ActivationProbes {
  private ActivationProbes() {}

  static void add(Probes p) {
    p.refused(
            "PReLU num",
            () -> new PReLU(3).call(ones(2, 4, 5)),
            "prelu: weight must have one number, or one for each of the 4 channels (dimension 1)",
            "got size [3] for an input of size [2, 4, 5]",
            "in PReLU(num_parameters=3)")
        .refused(
            "GLU odd",
            () -> new GLU().call(ones(2, 3)),
            "glu: the size of dimension 1, which is halved, must be even",
            "[2, 3]")
        .refused(
            "Softmax2d 2D",
            () -> new Softmax2d().call(ones(2, 3)),
            "Softmax2d: input must have 4 dimensions (N, C, H, W) or, without a batch, 3, got [2, 3]")
        .refused(
            "* Dropout2d 2D",
            () -> new Dropout2d().call(ones(2, 3)),
            "dropout2d: input must have 4 or 3 dimensions, got [2, 3]")
        .refused(
            "* gelu approximate",
            () -> F.gelu(ones(2), "erf"),
            "gelu: approximate must be \"none\" or \"tanh\", got \"erf\"")
        .refused(
            "* softplus beta 0", () -> F.softplus(ones(2), 0, 20), "softplus: beta must not be 0");
  }
}
