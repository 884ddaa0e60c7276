package jackhammer.bench;

import jackhammer.Jackhammer;
import jackhammer.nn.Dropout;
import jackhammer.nn.Module;
import jackhammer.vision.models.CifarResNet;
import jackhammer.vision.models.MobileNetV2;
import jackhammer.vision.models.ResNet;
import jackhammer.vision.models.VGG;
import java.util.function.Supplier;

/** The networks of {@link Work.Step}; peer.py builds them under the same names. */
enum Network {
  RESNET_18(ResNet::resnet18, 224, 1000, 62, 1_814_073_344L, 118_013_952L),
  RESNET_20(CifarResNet::resnet20, 32, 10, 59, 40_551_040L, 442_368L),
  VGG_11(VGG::vgg11, 224, 1000, 22, 7_609_090_048L, 86_704_128L),
  MOBILENET_V2(MobileNetV2::new, 224, 1000, 158, 300_774_272L, 10_838_016L);

  /** Weights come from this seed on both sides. */
  private static final long SEED = 0;

  private final Supplier<Module> make;

  /** Height and width of a picture. */
  final int side;

  final int classes;

  /** How many tensors are trained. */
  final int parameters;

  /** Multiply-adds of convolutions and linear layers for one picture. */
  final long products;

  /** Those of the first layer, whose input needs no gradient. */
  final long productsOfTheFirst;

  Network(
      Supplier<Module> make,
      int side,
      int classes,
      int parameters,
      long products,
      long productsOfTheFirst) {
    this.make = make;
    this.side = side;
    this.classes = classes;
    this.parameters = parameters;
    this.products = products;
    this.productsOfTheFirst = productsOfTheFirst;
  }

  /** With the weights that every contender has. */
  Module make() {
    Jackhammer.manualSeed(SEED);
    return make.get();
  }

  /** Dropout off, where results are compared. */
  static void withoutDropout(Module net) {
    net.modules().stream().filter(Dropout.class::isInstance).forEach(Module::eval);
  }
}
