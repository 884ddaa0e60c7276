package jackhammer;

import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.nn.F;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which algorithm a convolution takes, as it shows in the bits of its results. */
class ConvolutionAlgorithmTest {
  @AfterEach
  void restore() {
    Jackhammer.convolution(ConvolutionAlgorithm.AUTO);
  }

  private static float[] conv(ConvolutionAlgorithm algorithm, Tensor x, Tensor w) {
    Jackhammer.convolution(algorithm);
    return F.conv2d(x, w, null, o -> o.padding(1)).toFloatArray();
  }

  private static float[] gradient(ConvolutionAlgorithm algorithm, Tensor x, Tensor w) {
    Jackhammer.convolution(algorithm);
    Tensor leaf = x.clone().requiresGrad_();
    F.conv2d(leaf, w, null, o -> o.padding(1)).square().sum().backward();
    return leaf.grad().toFloatArray();
  }

  private static float[] weightGradient(ConvolutionAlgorithm algorithm, Tensor x, Tensor w) {
    Jackhammer.convolution(algorithm);
    Tensor leaf = w.clone().requiresGrad_();
    F.conv2d(x, leaf, null, o -> o.padding(1)).sum().backward();
    return leaf.grad().toFloatArray();
  }

  @Test
  void autoTakesWinogradForWeightGradientsOfManyChannels() {
    Jackhammer.manualSeed(6);
    for (long size : new long[] {7, 12}) {
      Tensor x = randn(2, 32, size, size);
      Tensor w = randn(40, 32, 3, 3);
      float[] auto = weightGradient(ConvolutionAlgorithm.AUTO, x, w);
      assertThat(auto).isEqualTo(weightGradient(ConvolutionAlgorithm.WINOGRAD, x, w));
      assertThat(auto).isNotEqualTo(weightGradient(ConvolutionAlgorithm.DIRECT, x, w));
      Tensor few = randn(8, 32, 3, 3);
      assertThat(weightGradient(ConvolutionAlgorithm.AUTO, x, few))
          .isEqualTo(weightGradient(ConvolutionAlgorithm.DIRECT, x, few));
    }
  }

  @Test
  void autoTakesWinogradForManyChannels() {
    Jackhammer.manualSeed(1);
    Tensor x = randn(2, 32, 12, 12);
    Tensor w = randn(40, 32, 3, 3);
    float[] auto = conv(ConvolutionAlgorithm.AUTO, x, w);
    assertThat(auto).isEqualTo(conv(ConvolutionAlgorithm.WINOGRAD, x, w));
    assertThat(auto).isNotEqualTo(conv(ConvolutionAlgorithm.DIRECT, x, w));
    float[] gradient = gradient(ConvolutionAlgorithm.AUTO, x, w);
    assertThat(gradient).isEqualTo(gradient(ConvolutionAlgorithm.WINOGRAD, x, w));
    assertThat(gradient).isNotEqualTo(gradient(ConvolutionAlgorithm.DIRECT, x, w));
  }

  @Test
  void autoTakesWinogradForVolumes() {
    Jackhammer.manualSeed(7);
    Tensor x = randn(2, 32, 5, 12, 12);
    for (Tensor w : new Tensor[] {randn(40, 32, 3, 3, 3), randn(40, 32, 1, 3, 3)}) {
      float[] auto = volume(ConvolutionAlgorithm.AUTO, x, w);
      assertThat(auto).isEqualTo(volume(ConvolutionAlgorithm.WINOGRAD, x, w));
      assertThat(auto).isNotEqualTo(volume(ConvolutionAlgorithm.DIRECT, x, w));
    }
    Tensor few = randn(8, 32, 3, 3, 3);
    assertThat(volume(ConvolutionAlgorithm.AUTO, x, few))
        .isEqualTo(volume(ConvolutionAlgorithm.DIRECT, x, few))
        .isNotEqualTo(volume(ConvolutionAlgorithm.WINOGRAD, x, few));
  }

  private static float[] volume(ConvolutionAlgorithm algorithm, Tensor x, Tensor w) {
    Jackhammer.convolution(algorithm);
    return F.conv3d(x, w, null, o -> o.padding(1)).toFloatArray();
  }

  @Test
  void autoTakesSmallTilesForSmallPlanes() {
    Jackhammer.manualSeed(5);
    for (Tensor x : new Tensor[] {randn(2, 64, 5, 5), randn(1, 512, 7, 7)}) {
      Tensor w = randn(x.size(1), x.size(1), 3, 3);
      float[] auto = conv(ConvolutionAlgorithm.AUTO, x, w);
      assertThat(auto).isEqualTo(conv(ConvolutionAlgorithm.WINOGRAD, x, w));
      assertThat(auto).isNotEqualTo(conv(ConvolutionAlgorithm.DIRECT, x, w));
    }
  }

  @Test
  void autoStaysDirectWhereWinogradDoesNotPay() {
    Jackhammer.manualSeed(2);
    Tensor few = randn(2, 8, 12, 12);
    Tensor small = randn(2, 32, 1, 12);
    Tensor heavy = randn(1, 512, 5, 5);
    for (Tensor x : new Tensor[] {few, small, heavy}) {
      Tensor w = randn(x.size(1), x.size(1), 3, 3);
      float[] auto = conv(ConvolutionAlgorithm.AUTO, x, w);
      assertThat(auto).isEqualTo(conv(ConvolutionAlgorithm.DIRECT, x, w));
      assertThat(auto).isNotEqualTo(conv(ConvolutionAlgorithm.WINOGRAD, x, w));
    }
  }

  @Test
  void otherConvolutionsAreAlwaysDirect() {
    Jackhammer.manualSeed(3);
    Tensor x = randn(2, 32, 12, 12);
    Tensor five = randn(32, 32, 5, 5);
    assertThat(conv(ConvolutionAlgorithm.WINOGRAD, x, five))
        .isEqualTo(conv(ConvolutionAlgorithm.DIRECT, x, five));
    Tensor w = randn(32, 16, 3, 3);
    for (ConvolutionAlgorithm a : ConvolutionAlgorithm.values()) {
      Jackhammer.convolution(a);
      assertThat(F.conv2d(x, w, null, o -> o.groups(2)).toFloatArray()).hasSize(2 * 32 * 100);
    }
    Tensor dilated = randn(32, 32, 3, 3);
    Jackhammer.convolution(ConvolutionAlgorithm.WINOGRAD);
    float[] y = F.conv2d(x, dilated, null, o -> o.dilation(2)).toFloatArray();
    float[] z = F.conv2d(x, dilated, null, o -> o.stride(2)).toFloatArray();
    Jackhammer.convolution(ConvolutionAlgorithm.DIRECT);
    assertThat(F.conv2d(x, dilated, null, o -> o.dilation(2)).toFloatArray()).isEqualTo(y);
    assertThat(F.conv2d(x, dilated, null, o -> o.stride(2)).toFloatArray()).isEqualTo(z);
  }

  @Test
  void layoutOfTheInputDoesNotMatter() {
    Jackhammer.manualSeed(4);
    Tensor x = randn(2, 12, 11, 32).permute(0, 3, 1, 2);
    Tensor w = randn(3, 3, 33, 32).permute(2, 3, 0, 1);
    assertThat(conv(ConvolutionAlgorithm.AUTO, x, w))
        .isEqualTo(conv(ConvolutionAlgorithm.AUTO, x.contiguous(), w.contiguous()));
  }

  @Test
  void anAlgorithmMustBeNamed() {
    assertThatThrownBy(() -> Jackhammer.convolution(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("algorithm");
    assertThat(Jackhammer.convolution()).isEqualTo(ConvolutionAlgorithm.AUTO);
  }
}
