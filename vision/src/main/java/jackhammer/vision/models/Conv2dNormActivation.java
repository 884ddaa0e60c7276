package jackhammer.vision.models;

import jackhammer.nn.BatchNorm2d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Layer;
import jackhammer.nn.Sequential;

/** A convolution that keeps the size at stride 1 and has no bias, batch norm, and a function. */
final class Conv2dNormActivation extends Sequential {
  /** Without a function. */
  Conv2dNormActivation(int in, int out, int kernel, int stride, int groups) {
    super(
        new Conv2d(
            in, out, kernel, o -> o.stride(stride).padding(kernel / 2).groups(groups).bias(false)),
        new BatchNorm2d(out));
  }

  Conv2dNormActivation(int in, int out, int kernel, int stride, int groups, Layer activation) {
    this(in, out, kernel, stride, groups);
    append(activation);
  }
}
