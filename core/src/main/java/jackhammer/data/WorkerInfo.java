package jackhammer.data;

import jackhammer.Generator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a data set can learn about the worker thread that it runs in.
 *
 * @param id from 0 to {@code numWorkers - 1}
 * @param numWorkers how many there are
 * @param seed the loader's base seed of this epoch plus {@code id}
 * @param generator this worker's own, started from {@code seed} at the start of the epoch
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.get_worker_info">torch.utils.data.get_worker_info</a>
 */
public record WorkerInfo(int id, int numWorkers, long seed, Generator generator) {
  private static final ThreadLocal<WorkerInfo> CURRENT = new ThreadLocal<>();

  /** The worker that runs this code, or empty outside of workers. */
  public static Optional<WorkerInfo> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /**
   * The generator with which a data set or a transform should draw: the worker's own, else the
   * default one. What is drawn from it is the same in every run, whatever the timing of the
   * threads, and is what {@code torch.rand} gives inside PyTorch's worker of the same number.
   */
  public static Generator currentGenerator() {
    return current().map(WorkerInfo::generator).orElseGet(Generator::defaultGenerator);
  }

  /** Runs {@code body} as this worker. */
  <R> R call(Supplier<R> body) {
    CURRENT.set(this);
    try {
      return body.get();
    } finally {
      CURRENT.remove();
    }
  }
}
