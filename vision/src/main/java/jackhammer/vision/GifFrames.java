package jackhammer.vision;

import jackhammer.io.CorruptFileException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Puts the frames of an animated GIF together: in the file a frame is a part of the picture, drawn
 * over what the frames before have left.
 */
final class GifFrames {
  private final int width;
  private final int height;

  /** ARGB; where nothing was drawn yet, 0, which shows as black. */
  private int[] canvas;

  private GifFrames(int width, int height) {
    this.width = width;
    this.height = height;
    canvas = new int[width * height];
  }

  /**
   * @param mostPixels of all frames together
   */
  static List<BufferedImage> of(ImageReader reader, Path file, long mostPixels) throws IOException {
    int count = reader.getNumImages(true);
    Element screen =
        child(
            reader.getStreamMetadata().getAsTree("javax_imageio_gif_stream_1.0"),
            "LogicalScreenDescriptor");
    int width = number(screen, "logicalScreenWidth", reader.getWidth(0));
    int height = number(screen, "logicalScreenHeight", reader.getHeight(0));
    long pixels = (long) width * height * count;
    if (pixels > mostPixels) {
      throw new CorruptFileException(
          file,
          CorruptFileException.WHOLE_FILE,
          "frames of at most " + mostPixels + " pixels together",
          count + " of " + width + " x " + height,
          "the file is damaged, or the animation has to be made smaller first");
    }
    GifFrames gif = new GifFrames(width, height);
    List<BufferedImage> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(gif.next(reader.read(i), reader.getImageMetadata(i)));
    }
    return frames;
  }

  private BufferedImage next(BufferedImage part, IIOMetadata metadata) {
    Node tree = metadata.getAsTree("javax_imageio_gif_image_1.0");
    Element place = child(tree, "ImageDescriptor");
    int left = number(place, "imageLeftPosition", 0);
    int top = number(place, "imageTopPosition", 0);
    Element control = child(tree, "GraphicControlExtension");
    String disposal = control == null ? "none" : control.getAttribute("disposalMethod");
    int[] before = disposal.equals("restoreToPrevious") ? canvas.clone() : null;
    draw(part, left, top, false);
    BufferedImage shown = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    shown.setRGB(0, 0, width, height, canvas, 0, width);
    if (disposal.equals("restoreToBackgroundColor")) {
      // As every viewer does: away, not in the background colour of the file.
      draw(part, left, top, true);
    } else if (before != null) {
      canvas = before;
    }
    return shown;
  }

  private void draw(BufferedImage part, int left, int top, boolean clears) {
    int w = Math.min(part.getWidth(), width - left);
    int h = Math.min(part.getHeight(), height - top);
    int[] row = new int[Math.max(w, 0)];
    for (int y = 0; y < h; y++) {
      part.getRGB(0, y, w, 1, row, 0, w);
      for (int x = 0; x < w; x++) {
        if (clears) {
          canvas[(top + y) * width + left + x] = 0;
        } else if (row[x] >>> 24 != 0) {
          canvas[(top + y) * width + left + x] = row[x];
        }
      }
    }
  }

  private static Element child(Node tree, String name) {
    for (Node n = tree.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element e && n.getNodeName().equals(name)) {
        return e;
      }
    }
    return null;
  }

  private static int number(Element e, String attribute, int otherwise) {
    String text = e == null ? "" : e.getAttribute(attribute);
    return text.isEmpty() ? otherwise : Integer.parseInt(text);
  }
}
