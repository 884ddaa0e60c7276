package jackhammer.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackhammer.data.Example;
import jackhammer.io.CorruptFileException;
import jackhammer.vision.transforms.Compose;
import jackhammer.vision.transforms.Grayscale;
import jackhammer.vision.transforms.ToTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  private static List<String> golden(String what) throws IOException {
    try (InputStream in = ImageFolderTest.class.getResourceAsStream("/goldens/transforms.tsv")) {
      String line =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(l -> l.startsWith("folder\t" + what + "\t"))
              .findFirst()
              .orElseThrow();
      return Arrays.stream(line.split("\t")).skip(2).toList();
    }
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private void picture(String name, int rgb) throws IOException {
    var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 0, rgb);
    ImageIO.write(image, "png", file(name).toFile());
  }

  @Test
  void findsWhatTorchvisionFindsInItsOrder() throws IOException {
    for (String name : golden("files")) {
      Files.createFile(file(name));
    }
    ImageFolder found = new ImageFolder(folder);
    assertThat(found.classes()).isEqualTo(golden("classes"));
    assertThat(
            found.samples().stream()
                .map(
                    s ->
                        folder.relativize(s.path()).toString().replace('\\', '/')
                            + "="
                            + s.target())
                .toList())
        .isEqualTo(golden("samples"));
  }

  @Test
  void itemsAreColoursAndClasses() throws IOException {
    picture("dog/1.png", 0x10_80_ff);
    picture("cat/1.png", 0x00_00_01);
    ImageFolder data = new ImageFolder(folder);
    Example dog = data.get(1);
    assertThat(dog.target().itemLong()).isEqualTo(1);
    assertThat(dog.input().size().toLongArray()).containsExactly(3, 2, 3);
    float[] x = dog.input().toFloatArray();
    assertThat(new float[] {x[1], x[7], x[13], x[0]})
        .containsExactly(0x10 / 255f, 0x80 / 255f, 1, 0);
    ImageFolder grey =
        new ImageFolder(folder, o -> o.transform(new Compose(new Grayscale(), new ToTensor())));
    assertThat(grey.get(1).input().size().toLongArray()).containsExactly(1, 2, 3);
    assertThat(grey)
        .hasToString(
            "Dataset ImageFolder\n    Number of datapoints: 2\n    Root location: "
                + folder
                + "\n    StandardTransform\nTransform: Compose(\n"
                + "               Grayscale(num_output_channels=1)\n               ToTensor()\n"
                + "           )");
    assertThatThrownBy(() -> data.get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("from 0 to 1, got 2");
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThatThrownBy(() -> new ImageFolder(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a folder for each class");
    assertThatThrownBy(() -> new ImageFolder(folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none");
    picture("dog/1.png", 0);
    Files.writeString(file("cat/notes.txt"), "none");
    assertThatThrownBy(() -> new ImageFolder(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(".webp", "none for cat", "allowEmpty(true)");
    Files.writeString(file("dog/2.png"), "no picture");
    ImageFolder data = new ImageFolder(folder, o -> o.allowEmpty(true));
    assertThat(data.size()).isEqualTo(2);
    assertThatThrownBy(() -> data.get(1))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("2.png");
  }
}
