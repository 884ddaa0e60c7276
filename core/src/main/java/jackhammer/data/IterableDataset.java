package jackhammer.data;

import java.util.Iterator;

/**
 * Items that come one after the other and have no index: a file that is read from front to back, a
 * stream, numbers that are made up.
 *
 * <p>With worker threads each worker asks for an iterator of its own and would give all items
 * again: share them out with {@link WorkerInfo#current()}, as in PyTorch.
 *
 * <pre>{@code
 * IterableDataset<Tensor> evens = () -> IntStream.range(0, 100).mapToObj(i -> tensor(2 * i)).iterator();
 * }</pre>
 *
 * @param <T> the type of an item
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.IterableDataset">torch.utils.data.IterableDataset</a>
 */
@FunctionalInterface
public interface IterableDataset<T> extends Iterable<T> {
  /** Starts from the first item. */
  @Override
  Iterator<T> iterator();
}
