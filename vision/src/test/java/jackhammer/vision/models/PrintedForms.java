package jackhammer.vision.models;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.nn.Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What torchvision's networks print: conformance/goldens/torchvision_prints.py. */
final class PrintedForms {
  /** Those that are not torchvision's. */
  private static final Set<String> OURS =
      Set.of("cifar_resnet20", "unet", "dcgan_generator", "small_autoencoder");

  private PrintedForms() {}

  static void check(String name, Module net) throws IOException, GeneralSecurityException {
    if (OURS.contains(name)) {
      return;
    }
    String[] facts = null;
    List<String> text = new ArrayList<>();
    for (String line : LeNetGolden.lines("model_prints.txt")) {
      String[] f = line.split(" ");
      if (line.startsWith("== ")) {
        facts = f[1].equals(name) ? f : facts;
        if (facts != null && facts != f) {
          break;
        }
      } else if (facts != null) {
        text.add(line);
      }
    }
    assertThat(facts).as("a printed form of " + name).isNotNull();
    String printed = net.toString();
    if (name.equals("r3d_18")) {
      // There the convolutions of the blocks are a kind of Conv3d with nothing but a name.
      printed = printed.replaceAll("Conv3d(\\(.*kernel_size=\\(3, 3, 3\\))", "Conv3DSimple$1");
    }
    if (!text.isEmpty()) {
      assertThat(printed.lines()).as(name).containsExactlyElementsOf(text);
    }
    assertThat(printed.lines()).as(name).hasSize(Integer.parseInt(facts[2]));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(printed.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(hash)).as(name).isEqualTo(facts[3]);
  }
}
