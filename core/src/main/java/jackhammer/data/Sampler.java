package jackhammer.data;

import java.util.PrimitiveIterator;

/**
 * The order in which a {@link DataLoader} visits the items of a data set.
 *
 * <p>Every call of {@link #iterator()} is a new epoch.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Sampler">torch.utils.data.Sampler</a>
 */
public interface Sampler extends Iterable<Integer> {
  /** The indices of one epoch. */
  @Override
  PrimitiveIterator.OfInt iterator();

  /** How many indices an epoch has. */
  int size();
}
