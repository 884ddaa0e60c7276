package jackhammer.nn;

import jackhammer.internal.ops.Check;

/**
 * What {@code F.gridSample} takes beside the image and the places.
 *
 * @param mode how cells are found; default bilinear
 * @param paddingMode what is outside of the image; default zeros
 * @param alignCorners whether -1 and 1 are the middles of the corner cells and not the ends of the
 *     image; default false
 */
public record GridOptions(GridMode mode, GridPadding paddingMode, boolean alignCorners) {

  /** PyTorch's defaults. */
  public static final GridOptions DEFAULT =
      new GridOptions(GridMode.BILINEAR, GridPadding.ZEROS, false);

  /** Checks each of them by itself. */
  public GridOptions {
    Check.notNull("gridSample", "mode", mode);
    Check.notNull("gridSample", "padding_mode", paddingMode);
  }

  /** With another way to find cells. */
  public GridOptions mode(GridMode value) {
    return new GridOptions(value, paddingMode, alignCorners);
  }

  /** With another way to find cells, by PyTorch's name. */
  public GridOptions mode(String value) {
    return mode(GridMode.of(value));
  }

  /** With something else outside of the image. */
  public GridOptions paddingMode(GridPadding value) {
    return new GridOptions(mode, value, alignCorners);
  }

  /** With something else outside of the image, by PyTorch's name. */
  public GridOptions paddingMode(String value) {
    return paddingMode(GridPadding.of(value));
  }

  /** With -1 and 1 as the middles of the corner cells, or as the ends of the image. */
  public GridOptions alignCorners(boolean value) {
    return new GridOptions(mode, paddingMode, value);
  }
}
