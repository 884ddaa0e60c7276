package jackhammer.vision.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import jackhammer.io.Safetensors;
import jackhammer.nn.Layer;
import jackhammer.nn.Module;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of torchvision's weights as the safetensors library wrote them
 * (conformance/goldens/torchvision_files.py) load unchanged and give PyTorch's logits. The file is
 * made again here, header and numbers; its SHA-256 says that it is the same.
 */
class TorchvisionFilesTest {
  /** Of the largest logit. */
  private static final double LOGITS = 1e-4;

  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([^\"]+)\":\\{\"dtype\":\"\\w+\",\"shape\":\\[[^]]*],\"data_offsets\":\\[(\\d+),(\\d+)]}");

  private static final Map<String, Supplier<Module>> NETWORKS =
      Map.of(
          "squeezenet1_1", SqueezeNet::squeezenet1_1,
          "shufflenet_v2_x0_5", ShuffleNetV2::shufflenetV2X0_5,
          "mobilenet_v2", MobileNetV2::new,
          "resnet18", ResNet::resnet18,
          "efficientnet_b0", EfficientNet::efficientnetB0,
          "googlenet", GoogLeNet::new);

  @TempDir Path folder;

  static Stream<List<String>> goldens() throws IOException {
    List<List<String>> all =
        Arrays.stream(LeNetGolden.lines("torchvision_files.tsv"))
            .map(l -> List.of(l.split("\t")))
            .toList();
    assertThat(all)
        .extracting(List::getFirst)
        .containsExactlyInAnyOrderElementsOf(NETWORKS.keySet());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void loadUnchangedAndGiveTheSameLogits(List<String> golden) throws Exception {
    Module net = NETWORKS.get(golden.getFirst()).get();
    Path file = folder.resolve("model.safetensors");
    Files.write(file, file(golden.get(2), filled(net.stateDict())));
    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertThat(HexFormat.of().formatHex(sum)).isEqualTo(golden.get(1));

    assertThat(net.loadStateDict(Safetensors.load(file)))
        .hasToString("<All keys matched successfully>");
    net.eval();
    Tensor y =
        Autograd.noGrad(() -> ((Layer) net).call(TorchvisionModelsTest.pattern(1, 3, 64, 64)));
    double largest = Double.parseDouble(golden.get(3));
    double[] logits = y.toDouble().toDoubleArray();
    assertThat(Arrays.stream(logits).map(Math::abs).max().orElseThrow())
        .isCloseTo(largest, within(LOGITS * largest));
    for (int k = 0; k < golden.size() - 4; k++) {
      int place = (int) ((k * 2654435761L & 0xffffffffL) % logits.length);
      assertThat(logits[place])
          .as("logit %d", place)
          .isCloseTo(Double.parseDouble(golden.get(4 + k)), within(LOGITS * largest));
    }

    Path again = folder.resolve("again.safetensors");
    Safetensors.save(net.stateDict(), again, Safetensors.metadata(file));
    assertThat(Files.mismatch(file, again)).isEqualTo(-1);
  }

  /** The numbers that the golden's script gives the entries of a state. */
  private static Map<String, Tensor> filled(Map<String, Tensor> state) {
    Generator generator = new Generator().manualSeed(0);
    Map<String, Tensor> filled = new LinkedHashMap<>();
    state.forEach(
        (key, t) -> {
          if (t.dtype() == DType.INT64) {
            filled.put(key, Tensor.fullLike(t, 7));
            return;
          }
          Tensor u = Tensor.rand(t.size(), o -> o.generator(generator));
          if (t.dim() > 1) {
            double bound = 1;
            while (6 / (bound * bound) < t.numel() / t.size(0)) {
              bound /= 2;
            }
            u = u.mul(2).sub(1).mul(bound);
          } else {
            boolean isPositive = key.endsWith("running_var") || key.endsWith("weight");
            u = isPositive ? u.add(0.5) : u.sub(0.5).div(4);
          }
          filled.put(key, u);
        });
    return filled;
  }

  /** The header's length, the header, and each tensor where the header says. */
  private static byte[] file(String header, Map<String, Tensor> tensors) {
    byte[] head = header.getBytes(StandardCharsets.UTF_8);
    List<MatchResult> entries = ENTRY.matcher(header).results().toList();
    assertThat(entries).extracting(m -> m.group(1)).hasSameElementsAs(tensors.keySet());
    int end = entries.stream().mapToInt(m -> Integer.parseInt(m.group(3))).max().orElseThrow();
    ByteBuffer bytes = ByteBuffer.allocate(8 + head.length + end).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(head.length).put(head);
    for (MatchResult m : entries) {
      bytes.position(8 + head.length + Integer.parseInt(m.group(2)));
      Tensor t = tensors.get(m.group(1));
      if (t.dtype() == DType.INT64) {
        for (long v : t.toLongArray()) {
          bytes.putLong(v);
        }
      } else {
        for (float v : t.toFloatArray()) {
          bytes.putFloat(v);
        }
      }
    }
    return bytes.array();
  }
}
