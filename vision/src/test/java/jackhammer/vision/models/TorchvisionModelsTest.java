package jackhammer.vision.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every network against what conformance/goldens/torchvision_models.py wrote: keys, shapes and
 * number of parameters, and the output of the weights that seed 0 draws.
 */
class TorchvisionModelsTest {
  /** Of the largest magnitude in the tensor. */
  private static final double LOGITS = 1e-4;

  private static final int PART = 1 << 20;

  private static final double GRADIENT_NORM = 1e-3;

  /** Of the largest gradient's norm; what is not rounding is above 1e-3. */
  private static final double ROUNDING = 1e-5;

  private static final Map<String, Supplier<Module>> NETWORKS = new LinkedHashMap<>();

  static {
    NETWORKS.put("alexnet", AlexNet::new);
    NETWORKS.put("vgg11", VGG::vgg11);
    NETWORKS.put("vgg11_bn", VGG::vgg11Bn);
    NETWORKS.put("vgg13", VGG::vgg13);
    NETWORKS.put("vgg13_bn", VGG::vgg13Bn);
    NETWORKS.put("vgg16", VGG::vgg16);
    NETWORKS.put("vgg16_bn", VGG::vgg16Bn);
    NETWORKS.put("vgg19", VGG::vgg19);
    NETWORKS.put("vgg19_bn", VGG::vgg19Bn);
    NETWORKS.put("squeezenet1_0", SqueezeNet::squeezenet1_0);
    NETWORKS.put("squeezenet1_1", SqueezeNet::squeezenet1_1);
    NETWORKS.put("resnet18", ResNet::resnet18);
    NETWORKS.put("resnet34", ResNet::resnet34);
    NETWORKS.put("resnet50", ResNet::resnet50);
    NETWORKS.put("resnet101", ResNet::resnet101);
    NETWORKS.put("resnet152", ResNet::resnet152);
    NETWORKS.put("resnext50_32x4d", ResNet::resnext50_32x4d);
    NETWORKS.put("resnext101_32x8d", ResNet::resnext101_32x8d);
    NETWORKS.put("densenet121", DenseNet::densenet121);
    NETWORKS.put("densenet161", DenseNet::densenet161);
    NETWORKS.put("densenet169", DenseNet::densenet169);
    NETWORKS.put("densenet201", DenseNet::densenet201);
    NETWORKS.put("googlenet", GoogLeNet::new);
    NETWORKS.put("mobilenet_v2", MobileNetV2::new);
    NETWORKS.put("shufflenet_v2_x0_5", ShuffleNetV2::shufflenetV2X0_5);
    NETWORKS.put("shufflenet_v2_x1_0", ShuffleNetV2::shufflenetV2X1_0);
    NETWORKS.put("shufflenet_v2_x1_5", ShuffleNetV2::shufflenetV2X1_5);
    NETWORKS.put("shufflenet_v2_x2_0", ShuffleNetV2::shufflenetV2X2_0);
    NETWORKS.put("efficientnet_b0", EfficientNet::efficientnetB0);
    NETWORKS.put("r3d_18", VideoResNet::r3d18);
    NETWORKS.put("cifar_resnet20", CifarResNet::resnet20);
    NETWORKS.put("unet", () -> new UNet(3, 2));
    NETWORKS.put("dcgan_generator", DcganGenerator::new);
    NETWORKS.put("small_autoencoder", () -> new SmallAutoencoder(32));
  }

  /** The lines of one network in the golden. */
  record Golden(String name, long parameters, long[] shape, List<String[]> lines) {
    @Override
    public String toString() {
      return name;
    }

    /** What stands behind the first field of the lines of a kind. */
    List<String[]> of(String kind) {
      return lines.stream()
          .filter(f -> f[0].equals(kind))
          .map(f -> Arrays.copyOfRange(f, 1, f.length))
          .toList();
    }
  }

  static Stream<Golden> goldens() throws IOException {
    List<Golden> all = new ArrayList<>();
    for (String line : LeNetGolden.lines("models.tsv")) {
      String[] f = line.split("\t");
      if (f[0].equals("model")) {
        all.add(new Golden(f[1], Long.parseLong(f[2]), longs(f[3]), new ArrayList<>()));
      } else {
        all.getLast().lines.add(f);
      }
    }
    assertThat(all).extracting(Golden::name).containsExactlyElementsOf(NETWORKS.keySet());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void keysShapesFormsAndOutputsAreThoseOfPyTorch(Golden golden) throws Exception {
    Jackhammer.manualSeed(0);
    Module net = NETWORKS.get(golden.name).get();

    assertThat(modulesOf(net)).containsExactlyElementsOf(wanted(golden));
    assertThat(net.parameters().stream().mapToLong(Tensor::numel).sum())
        .isEqualTo(golden.parameters);
    PrintedForms.check(golden.name, net);
    for (String[] f : golden.of("weight")) {
      close(f[0], net.parameter(f[0]), f, 1, 1, 1e-6);
    }

    List<String[]> batch = golden.of("batch");
    long[] shape = batch.isEmpty() ? golden.shape : longs(batch.getFirst()[0]);
    net.eval();
    Tensor y = Autograd.noGrad(() -> ((Layer) net).call(pattern(shape)));
    String[] output = golden.of("output").getFirst();
    close("output", y, output, 1, Double.parseDouble(output[0]), LOGITS);
    if (!batch.isEmpty()) {
      // In float32 a ReLU that rounding opens moves a gradient of DenseNet-121 by 0.5 %.
      DType type = net instanceof DenseNet ? DType.FLOAT64 : DType.FLOAT32;
      net.to(type);
      gradients(net, golden, pattern(shape).to(type));
    }
  }

  private static void gradients(Module net, Golden golden, Tensor x) {
    net.train();
    Jackhammer.manualSeed(1);
    GoogLeNet.Output said =
        net instanceof GoogLeNet heads
            ? heads.callWithHeads(x)
            : new GoogLeNet.Output(((Layer) net).call(x), null, null);
    String[] expected = golden.of("train").getFirst();
    close("training", said.logits(), expected, 1, Double.parseDouble(expected[0]), LOGITS);
    Tensor loss = loss(net, x, said);
    loss.backward();
    double wantedLoss = Double.parseDouble(golden.of("loss").getFirst()[0]);
    assertThat(loss.item()).isCloseTo(wantedLoss, within(LOGITS * wantedLoss));

    List<String[]> norms = golden.of("norm");
    assertThat(norms)
        .extracting(f -> f[0])
        .containsExactlyElementsOf(net.namedParameters().keySet());
    double largest = norms.stream().mapToDouble(f -> Double.parseDouble(f[1])).max().orElseThrow();
    for (String[] f : norms) {
      double norm = Double.parseDouble(f[1]);
      double sum = 0;
      // By parts: VGG's largest is of 100 million numbers.
      for (Tensor part : net.parameter(f[0]).grad().reshape(-1).split(PART)) {
        for (double g : part.toDouble().toDoubleArray()) {
          sum += g * g;
        }
      }
      // Of a bias that a norm takes away again the gradient is 0, and what comes is rounding.
      if (norm < ROUNDING * largest) {
        assertThat(Math.sqrt(sum)).as("rounding in " + f[0]).isLessThan(ROUNDING * largest);
      } else {
        assertThat(Math.sqrt(sum))
            .as("norm of the gradient of " + f[0])
            .isCloseTo(norm, within(GRADIENT_NORM * norm));
      }
    }
  }

  /** As the golden's script has it. */
  private static Tensor loss(Module net, Tensor x, GoogLeNet.Output said) {
    if (net instanceof SmallAutoencoder) {
      return F.mseLoss(said.logits(), x);
    }
    Tensor classes = Tensor.arange(3, 3 + x.size(0));
    Tensor loss = F.crossEntropy(said.logits(), classes);
    return said.auxLogits1() == null
        ? loss
        : loss.add(F.crossEntropy(said.auxLogits1(), classes).mul(0.3))
            .add(F.crossEntropy(said.auxLogits2(), classes).mul(0.3));
  }

  /** A line for each module with state, its tensors with their shapes. */
  private static List<String> modulesOf(Module net) {
    Map<String, StringBuilder> modules = new LinkedHashMap<>();
    net.stateDict()
        .forEach(
            (key, t) -> {
              int dot = key.lastIndexOf('.');
              modules
                  .computeIfAbsent(key.substring(0, dot), m -> new StringBuilder(m).append(':'))
                  .append(' ')
                  .append(key.substring(dot + 1))
                  .append('=')
                  .append(
                      String.join(
                          ",",
                          LongStream.range(0, t.dim()).mapToObj(d -> "" + t.size(d)).toList()));
            });
    return modules.values().stream().map(StringBuilder::toString).toList();
  }

  private static List<String> wanted(Golden golden) {
    return golden.of("module").stream().map(f -> f[0] + ": " + f[1]).toList();
  }

  static Tensor pattern(long... shape) {
    int n = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) ((37L * i % 101 - 50) / 50.0);
    }
    return Tensor.fromArray(x).view(shape);
  }

  private static void close(
      String what, Tensor t, String[] expected, int first, double scale, double tolerance) {
    double[] all = t.detach().toDouble().toDoubleArray();
    for (int k = 0; k + first < expected.length; k++) {
      int place = (int) ((k * 2654435761L & 0xffffffffL) % all.length);
      assertThat(all[place])
          .as("%s, number %d", what, place)
          .isCloseTo(Double.parseDouble(expected[first + k]), within(tolerance * scale));
    }
  }

  private static long[] longs(String text) {
    return Stream.of(text.split(",")).mapToLong(Long::parseLong).toArray();
  }
}
